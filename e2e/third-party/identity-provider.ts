/** What the tests need of an identity provider that somebody else wrote, and what that one has to know of Gatehouse. */
import type { Page } from 'playwright-core';

export interface ServiceProvider {
  oidc: { clientId: string; clientSecret: string; callback: string; postLogout: string };
  saml: {
    entityId: string;
    acs: string;
    /** Gatehouse's metadata document, as an administrator of the provider would upload it. */
    metadata: string;
  };
}

export interface IdentityProvider {
  name: string;
  /** Of its OpenID Connect side. */
  issuer: string;
  /** Of its SAML side. */
  metadataUrl: string;
  person: { username: string; email: string };
  /** At its sign-in page. */
  signIn(page: Page): Promise<void>;
  output(): string;
  stop(): Promise<void>;
}
