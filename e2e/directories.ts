/** The identity providers of the scene, as in the simulator's file: who works where, and what is unusual about them. */
export const acmeTenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
export const wayneTenant = '11111111-2222-4333-8444-555555555555';

const person = (username: string, more: object = {}) => ({
  id: `${username}-id`,
  username,
  email: username,
  name: `${username.charAt(0).toUpperCase()}${username.slice(1, username.indexOf('@'))} Sample`,
  ...more,
});

/** Connectors that tests make by themselves; each has its address registered. */
export const spareConnectors = Array.from({ length: 20 }, (_, index) => `spare${index}`);

export function organizations(endpoint: string): object[] {
  const client = (id: string, connectors: string[] = [id], more: object = {}) => ({
    clientId: `${id}-client`,
    clientSecret: `${id}-client-secret`,
    name: 'Bookstore',
    redirectUris: connectors.map((connector) => `${endpoint}/callback/${connector}`),
    ...more,
  });
  return [
    {
      kind: 'entra',
      id: acmeTenant,
      domain: 'acme.example',
      clients: [client('acme'), client('multi', ['multi'], { multiTenant: true })],
      users: ['anna', 'ben', 'carl', 'erin']
        .map((name) => person(`${name}@acme.example`))
        .concat([
          person('chen@partner.example', { guest: true }),
          person('dora@acme.example', { disabled: true }),
        ]),
    },
    {
      kind: 'entra',
      id: wayneTenant,
      domain: 'wayne.example',
      clients: [client('wayne')],
      users: [person('bruce@wayne.example'), person('joker@wayne.example', { email: 'anna@acme.example' })],
    },
    {
      kind: 'google',
      id: 'globex',
      domain: 'globex.example',
      clients: [client('globex')],
      users: [person('gina@globex.example')],
    },
    {
      kind: 'okta',
      id: 'initech',
      domain: 'initech.example',
      thinIdTokens: true,
      clients: [client('initech')],
      users: [person('peter@initech.example'), person('milton@initech.example', { emailVerified: false })],
    },
    {
      kind: 'oidc',
      id: 'umbrella',
      domain: 'umbrella.example',
      clients: [client('umbrella', ['umbrella', ...spareConnectors])],
      users: [person('rita@umbrella.example')],
    },
    {
      kind: 'oidc',
      id: 'hooli',
      domain: 'hooli.example',
      clients: [client('hooli')],
      users: [person('lena@hooli.example')],
    },
    {
      kind: 'saml',
      id: 'stark',
      domain: 'stark.example',
      serviceProviders: [{ name: 'Gatehouse', metadataUrl: `${endpoint}/saml/stark/metadata` }],
      users: [person('tony@stark.example')],
    },
  ];
}
