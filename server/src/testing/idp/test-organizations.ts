/** The directories that the simulator's own tests sign in to. */
import type { SimulatorOrganization } from './organization.ts';
import { redirectUri } from './relying-party.ts';

export const tenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
export const otherTenant = '11111111-2222-4333-8444-555555555555';
const redirectUris = [redirectUri];
const postLogoutRedirectUris = ['http://localhost:3001/'];

export const testOrganizations = (): SimulatorOrganization[] => [
  {
    kind: 'entra',
    id: tenant,
    domain: 'acme.example',
    clients: [
      { clientId: 'acme-app', clientSecret: 'acme-secret', redirectUris, postLogoutRedirectUris },
      { clientId: 'second-app', clientSecret: 'second-secret', redirectUris },
      { clientId: 'odd:app', clientSecret: 'p%+ :ü', redirectUris },
      {
        clientId: 'picky-app',
        clientSecret: 'picky-secret',
        redirectUris,
        assignedUsers: ['ben@acme.example'],
      },
      { clientId: 'public-app', redirectUris },
    ],
    users: [
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01',
        username: 'anna@acme.example',
        email: 'anna@acme.example',
        name: 'Anna',
      },
      {
        username: 'ben@acme.example',
        email: 'ben@acme.example',
        name: 'Ben',
        password: 'ben-password',
        xmsEdov: '1',
      },
      { username: 'chen@partner.example', email: 'chen@partner.example', name: 'Chen', guest: true },
      { username: 'dora@acme.example', email: 'dora@acme.example', disabled: true },
      {
        username: 'many@acme.example',
        email: 'many@acme.example',
        groups: Array.from({ length: 201 }, (_, i) => `group-${i}`),
      },
    ],
  },
  {
    kind: 'entra',
    id: otherTenant,
    domain: 'wayne.example',
    clients: [
      { clientId: 'everyones-app', clientSecret: 'everyones-secret', redirectUris, multiTenant: true },
      {
        clientId: 'trusting-app',
        clientSecret: 'trusting-secret',
        redirectUris,
        multiTenant: true,
        removeUnverifiedEmail: false,
      },
    ],
    users: [
      { username: 'bruce@wayne.example', email: 'bruce@wayne.example', name: 'Bruce' },
      { username: 'joker@wayne.example', email: 'anna@acme.example', name: 'Joker' },
    ],
  },
  {
    kind: 'google',
    id: 'globex',
    domain: 'globex.example',
    clients: [{ clientId: 'globex-app', clientSecret: 'globex-secret', redirectUris }],
    users: [{ id: '1076', username: 'gina@globex.example', email: 'gina@globex.example', name: 'Gina' }],
  },
  {
    kind: 'okta',
    id: 'initech',
    domain: 'initech.example',
    thinIdTokens: true,
    clients: [
      { clientId: '0oa1', clientSecret: 'initech-secret', redirectUris, postLogoutRedirectUris },
      { clientId: '0oa2', clientSecret: 'picky-secret', redirectUris, assignedUsers: [] },
    ],
    users: [
      {
        id: '00u1',
        username: 'peter@initech.example',
        email: 'peter@initech.example',
        name: 'Peter',
        groups: ['Staff'],
      },
    ],
  },
  {
    kind: 'oidc',
    id: 'umbrella',
    clients: [
      { clientId: 'umbrella-app', clientSecret: 'umbrella-secret', redirectUris, postLogoutRedirectUris },
    ],
    users: [
      {
        id: 'alice-1',
        username: 'alice',
        email: 'alice@umbrella.example',
        name: 'Alice',
        password: 'alice-password',
      },
      { id: 'bob-2', username: 'bob', email: 'bob@umbrella.example', name: 'Bob' },
    ],
  },
  {
    kind: 'saml',
    id: 'stark',
    domain: 'stark.example',
    users: [{ id: 'tony-1', username: 'tony', email: 'tony@stark.example', name: 'Tony', groups: ['Staff'] }],
  },
];
