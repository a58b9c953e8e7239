/** Which applications may be given a provider's tokens at all. */
import type { Application } from '../../applications/index.ts';

/**
 * One of the operator's own that runs on a server: the tokens of a provider are worth more than ours, so they don't go
 * where a browser or an installed program would have to keep them. Tokens bound to a key are not taken here as bearers.
 */
export const fitsForTokens = ({ type, thirdParty, authentication, requireDpop }: Application): boolean =>
  type === 'traditional' && !thirdParty && authentication !== 'none' && !requireDpop;
