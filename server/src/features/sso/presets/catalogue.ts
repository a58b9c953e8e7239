/** The list of provider presets. A new OpenID Connect provider is one more data file here. */
import { errors } from '../errors.ts';
import { entraOidc } from './entra-oidc.ts';
import { entraSaml } from './entra-saml.ts';
import { googleWorkspace } from './google-workspace.ts';
import { googleWorkspaceSaml } from './google-workspace-saml.ts';
import { oidc } from './oidc.ts';
import { okta } from './okta.ts';
import { oktaSaml } from './okta-saml.ts';
import type { OidcPreset, Preset, SamlPreset } from './preset.ts';
import { saml } from './saml.ts';

export const presets: readonly Preset[] = [
  entraOidc,
  googleWorkspace,
  okta,
  oidc,
  entraSaml,
  googleWorkspaceSaml,
  oktaSaml,
  saml,
];

export function presetOf(provider: string): Preset {
  const preset = presets.find(({ id }) => id === provider);
  if (!preset) throw errors['sso.provider_unknown']({ provider });
  return preset;
}

/** Of connectors whose protocol is known already. */
export function oidcPresetOf(provider: string): OidcPreset {
  const preset = presetOf(provider);
  if (preset.protocol !== 'oidc') throw errors['sso.provider_unknown']({ provider });
  return preset;
}

export function samlPresetOf(provider: string): SamlPreset {
  const preset = presetOf(provider);
  if (preset.protocol !== 'saml') throw errors['sso.provider_unknown']({ provider });
  return preset;
}
