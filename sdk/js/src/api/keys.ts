/** A provider's published keys (RFC 7517), cached and fetched again when an unknown key id comes. */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { boundedFetch } from '../core/http.ts';
import type { Provider } from '../core/provider.ts';

/**
 * Keys are kept for 10 minutes. A key id that isn't among them makes them be fetched again, but not within 30 seconds:
 * tokens with made-up key ids are no way to make an API ask its provider all the time.
 */
export function remoteKeys(provider: Provider, fetch: typeof globalThis.fetch): JWTVerifyGetKey {
  const options = { [customFetch]: boundedFetch(fetch) };
  let known: { uri: string; keys: JWTVerifyGetKey } | undefined;
  return async (header, token) => {
    const { jwks_uri: uri } = await provider.metadata();
    if (known?.uri !== uri) known = { uri, keys: createRemoteJWKSet(new URL(uri), options) };
    return known.keys(header, token);
  };
}
