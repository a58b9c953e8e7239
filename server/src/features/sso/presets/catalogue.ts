/** The list of provider presets. A new OpenID Connect provider is one more data file here. */
import { errors } from '../errors.ts';
import { entraOidc } from './entra-oidc.ts';
import { googleWorkspace } from './google-workspace.ts';
import { oidc } from './oidc.ts';
import { okta } from './okta.ts';
import type { Preset } from './preset.ts';

export const presets: readonly Preset[] = [entraOidc, googleWorkspace, okta, oidc];

export function presetOf(provider: string): Preset {
  const preset = presets.find(({ id }) => id === provider);
  if (!preset) throw errors['sso.provider_unknown']({ provider });
  return preset;
}
