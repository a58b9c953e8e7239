/** What an administrator copies from an IdP into a service provider. */
import type { Directory } from '../directory.ts';
import { logoutLocation, ssoLocation } from './metadata.ts';

export interface SamlFacts {
  entityId: string;
  metadataUrl: string;
  ssoUrl: string;
  /** Absent where the original has no single logout. */
  logoutUrl?: string;
  /** The page with a tile for each service provider. */
  appsUrl: string;
  /** `?sp={entity ID}` starts a sign-in at the IdP. */
  startUrl: string;
}

export function samlFacts(directory: Directory): SamlFacts {
  const { saml, id: segment } = directory;
  if (!saml) throw new Error(`${directory.id} speaks no SAML`);
  const here = { directory, segment };
  return {
    entityId: saml.entityId,
    metadataUrl: directory.endpoint('saml-metadata'),
    ssoUrl: ssoLocation(here),
    ...(saml.profile.singleLogout && { logoutUrl: logoutLocation(here) }),
    appsUrl: directory.endpoint('saml-apps'),
    startUrl: directory.endpoint('saml-start'),
  };
}
