/** Switches of a provider that is asked for a class of authentication and doesn't reach it. */
import type { Switch } from './switch.ts';

export const stepUpSwitches = {
  'ignores-step-up': {
    where: 'ID token',
    does: 'says nothing of the class of authentication that it was asked for',
    claims: (claims) => {
      delete claims.acr;
      delete claims.acrs;
    },
  },
  'unmet-step-up': {
    where: 'authorize',
    does: 'says that it can not sign in as strongly as it was asked (unmet_authentication_requirements)',
    refuse: () => ({ error: 'unmet_authentication_requirements' }),
  },
  'reaches-less': {
    where: 'ID token',
    does: 'names another class of authentication than it was asked for',
    claims: (claims) => {
      Object.assign(claims, { acr: 'urn:example:password', acrs: ['c9'] });
    },
  },
} as const satisfies Record<string, Switch>;
