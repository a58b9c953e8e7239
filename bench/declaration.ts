/** What every Gatehouse of the bench is told: the applications of the crash tests, eight people, an SSO connector. */
import { declaration as base } from '../e2e/wire/gatehouse.ts';
import { newPerson } from '../e2e/wire/person.ts';

/** As many as sign in at once. */
export const workers = 8;

/** The peer publishes its tokens for this, and Gatehouse for its own API: both are signed JWTs. */
export const apiOf = (endpoint: string): string => `${endpoint}/api`;

export const entra = {
  tenantId: '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21',
  clientId: 'b5f4a6f0-2c1d-4e0b-8a63-9d1f7c2e5a10',
  clientSecret: 'acme-simulator-secret',
  domain: 'acme.example',
  people: Array.from({ length: workers }, (_, i) => `person-${i}@acme.example`),
};

export const people = Array.from({ length: workers }, (_, i) => newPerson(i + 1));

export function declarationWith(idpUrl: string | undefined) {
  const { applications, signInExperience } = base.tenants.default;
  const users = people.map(({ email, password }, i) => ({
    username: `person${i}`,
    email,
    emailVerified: true,
    name: `Person ${i}`,
    password,
  }));
  const { tenantId, clientId, clientSecret, domain } = entra;
  const connector = {
    id: 'acme',
    name: 'Acme',
    provider: 'entra-oidc',
    config: { issuer: `${idpUrl}/${tenantId}/v2.0`, clientId, clientSecret },
    domains: [{ name: domain, proved: true }],
    enabled: true,
  };
  return {
    tenants: {
      default: {
        applications,
        users,
        ssoConnectors: idpUrl ? [connector] : [],
        signInExperience: { ...signInExperience, singleSignOnEnabled: true },
      },
    },
  };
}
