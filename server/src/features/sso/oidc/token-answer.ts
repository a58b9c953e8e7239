/** What of a token endpoint's answer is kept (RFC 6749 section 5.1). The library has looked at its form. */
import type { TokenEndpointResponse } from 'openid-client';
import type { ProviderTokens } from '../tokens/schema.ts';

/** Longer ones are no tokens that anybody could send in a header. */
const longest = 16_384;
const yearSeconds = 365 * 24 * 3_600;

export function providerTokens(answer: TokenEndpointResponse): ProviderTokens {
  const {
    access_token: accessToken,
    refresh_token: refreshToken,
    scope = '',
    expires_in: expiresIn,
  } = answer;
  return {
    accessToken,
    ...(refreshToken !== undefined && refreshToken.length <= longest && { refreshToken }),
    scope: scope.slice(0, 4_000),
    ...(expiresIn !== undefined && { expiresIn: Math.min(expiresIn, yearSeconds) }),
  };
}

/** Whether it is a bearer token of a size that can be used. */
export const isKeepable = ({ token_type: type, access_token: token }: TokenEndpointResponse): boolean =>
  type === 'bearer' && token.length <= longest;
