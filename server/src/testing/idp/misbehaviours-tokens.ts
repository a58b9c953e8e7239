/** Switches of a provider whose tokens somebody keeps: what it gives, forgets and refuses after the sign-in. */
import type { Switch } from './switch.ts';

export const tokenSwitches = {
  'short-lived-tokens': {
    where: 'token',
    does: 'says that the access token ends in a moment (option value: in how many seconds)',
    tokenResponse: (body, { options }) => {
      body.expires_in = Number(options.value ?? 20);
    },
  },
  'no-token-expiry': {
    where: 'token',
    does: 'does not say when the access token ends',
    tokenResponse: (body) => {
      delete body.expires_in;
    },
  },
  'no-refresh-token': {
    where: 'token',
    does: 'gives no refresh token although one was asked for',
    tokenResponse: (body) => {
      delete body.refresh_token;
    },
  },
  'other-person': {
    where: 'ID token',
    does: 'names another person than before',
    claims: (claims) => {
      claims.sub = 'somebody-else';
    },
  },
  'revocation-500': {
    where: 'revoke',
    does: 'answers 500',
    at: ['revoke'],
    answer: () => Response.json({ error: 'server_error' }, { status: 500 }),
  },
} as const satisfies Record<string, Switch>;
