/** What the tests need of an identity provider that somebody else wrote, and what that one has to know of Gatehouse. */
import type { Page } from 'playwright-core';

export interface ServiceProvider {
  oidc: {
    clientId: string;
    clientSecret: string;
    callback: string;
    postLogout: string;
    backchannelLogout: string;
  };
  saml: {
    entityId: string;
    acs: string;
    logout: string;
    /** Of our key, as base64 without armour: our requests are signed, and for it is encrypted. */
    certificate: string;
    /** Gatehouse's metadata document, as an administrator of the provider would upload it. */
    metadata: string;
  };
}

/** One that runs. */
export interface IdentityProvider {
  /** At its sign-in page. */
  signIn(page: Page): Promise<void>;
  /** Where it asks once more, when somebody signs out at Gatehouse and is sent there. */
  confirmSignOut?(page: Page): Promise<void>;
  /** By its own means; absent where it has none of which Gatehouse hears, for that protocol. */
  signOut?: { [protocol in 'oidc' | 'saml']?: (page: Page) => Promise<void> };
  output(): string;
  stop(): Promise<void>;
}

/** What is known of one before it runs: where it will say that it is, and who can sign in there. */
export interface Announced {
  email: string;
  /** OpenID Connect. */
  issuer?(url: string): string;
  /** SAML. */
  metadataUrl?(url: string): string;
  /** More of the SAML connector. */
  saml?: object;
}
