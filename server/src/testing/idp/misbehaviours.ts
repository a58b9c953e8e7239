/**
 * Everything a broken or hostile IdP can be told to do, by name. Three tables by place say where each acts,
 * what it does, and how; the endpoints call the hooks and know no switch by name.
 */
import { claimSwitches } from './misbehaviours-claims.ts';
import { httpSwitches } from './misbehaviours-http.ts';
import { signatureSwitches } from './misbehaviours-signature.ts';
import type { Switch } from './switch.ts';

export const misbehaviours = {
  ...claimSwitches,
  ...signatureSwitches,
  ...httpSwitches,
} as const satisfies Record<string, Switch>;

export type Misbehaviour = keyof typeof misbehaviours;

export const isMisbehaviour = (name: string): name is Misbehaviour => Object.hasOwn(misbehaviours, name);
