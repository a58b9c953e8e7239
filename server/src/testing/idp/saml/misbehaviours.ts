/** Everything that a broken or hostile IdP can be told to do in SAML, by name. */
import type { Switch } from '../switch.ts';
import { assertionSwitches } from './misbehaviours-assertion.ts';
import { documentSwitches } from './misbehaviours-document.ts';
import { samlMetadataSwitches } from './misbehaviours-metadata.ts';
import { samlSignatureSwitches } from './misbehaviours-signature.ts';
import { wrappingSwitches } from './misbehaviours-wrapping.ts';

export const samlMisbehaviours = {
  ...wrappingSwitches,
  ...documentSwitches,
  ...samlSignatureSwitches,
  ...assertionSwitches,
  ...samlMetadataSwitches,
} as const satisfies Record<string, Switch>;

export type SamlMisbehaviour = keyof typeof samlMisbehaviours;
