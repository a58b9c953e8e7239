/**
 * Everything a broken or hostile IdP can be told to do, by name. Tables by place say where each acts,
 * what it does, and how; the endpoints call the hooks and know no switch by name.
 */
import { claimSwitches } from './misbehaviours-claims.ts';
import { graphSwitches } from './misbehaviours-graph.ts';
import { httpSwitches } from './misbehaviours-http.ts';
import { signatureSwitches } from './misbehaviours-signature.ts';
import { stepUpSwitches } from './misbehaviours-step-up.ts';
import { tokenSwitches } from './misbehaviours-tokens.ts';
import { samlMisbehaviours } from './saml/misbehaviours.ts';
import type { Switch } from './switch.ts';

const oidcMisbehaviours = {
  ...claimSwitches,
  ...signatureSwitches,
  ...httpSwitches,
  ...graphSwitches,
  ...stepUpSwitches,
  ...tokenSwitches,
} as const satisfies Record<string, Switch>;

export const misbehaviours = {
  ...oidcMisbehaviours,
  ...samlMisbehaviours,
} as const satisfies Record<string, Switch>;

export type OidcMisbehaviour = keyof typeof oidcMisbehaviours;

export type Misbehaviour = keyof typeof misbehaviours;

export const isMisbehaviour = (name: string): name is Misbehaviour => Object.hasOwn(misbehaviours, name);
