/** Around what the client asks of a provider: each address by its name, a code redeemed once, a token that came before. */
import type { CustomFetch, ServerMetadata } from 'openid-client';
import type { Call, Ear } from '../recorder/calls.ts';

export const hear = (ear: Ear | undefined, name: Call, ask: () => Promise<Response>): Promise<Response> =>
  ear ? ear.call(name, ask) : ask();

/** Each of the provider's addresses by its name. */
export function hearing(ear: Ear | undefined, metadata: ServerMetadata, fetch: CustomFetch): CustomFetch {
  const names = new Map<string | undefined, Call>([
    [metadata.userinfo_endpoint, 'call.userinfo'],
    [metadata.jwks_uri, 'call.keys'],
    [metadata.token_endpoint, 'call.token'],
  ]);
  return (url, options) => {
    const name = names.get(url);
    return name ? hear(ear, name, () => fetch(url, options)) : fetch(url, options);
  };
}

/** A code is good once, but its answer may have to be verified again: it is remembered for this sign-in. */
export function askTokenEndpointOnce(fetch: CustomFetch, tokenEndpoint: string | undefined): CustomFetch {
  let answer: Promise<Response> | undefined;
  return async (url, options) => {
    if (url !== tokenEndpoint) return fetch(url, options);
    answer ??= fetch(url, options);
    return (await answer).clone();
  };
}

/** A token endpoint that says once more what it said before; everything else is asked anew. */
export const answeringWith =
  (idToken: string, metadata: ServerMetadata, fetch: CustomFetch): CustomFetch =>
  async (url, options) => {
    if (url !== metadata.token_endpoint) return fetch(url, options);
    return Response.json({ access_token: 'none', token_type: 'bearer', id_token: idToken });
  };
