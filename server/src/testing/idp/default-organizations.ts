/** The directories that `gatehouse idp-simulator` runs without a file: one of each kind, ready for the sample. */
import type { SimulatorOrganization } from './organization.ts';

const callbacks = (connector: string) => ({
  redirectUris: [`http://localhost:3001/callback/${connector}`],
  postLogoutRedirectUris: ['http://localhost:3001/'],
});

/** A Gatehouse at its usual port, when it has such a connector: its metadata says the rest. */
const samlConnector = (id: string) => ({
  serviceProviders: [{ name: 'Gatehouse', metadataUrl: `http://localhost:3001/saml/${id}/metadata` }],
});

export const acmeTenantId = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';

export const defaultSimulatorOrganizations: SimulatorOrganization[] = [
  {
    kind: 'entra',
    id: acmeTenantId,
    domain: 'acme.example',
    ...samlConnector('acme-saml'),
    clients: [
      {
        clientId: 'b5f4a6f0-2c1d-4e0b-8a63-9d1f7c2e5a10',
        name: 'Gatehouse',
        clientSecret: 'acme-simulator-secret',
        ...callbacks('acme'),
      },
    ],
    users: [
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01',
        username: 'anna@acme.example',
        email: 'anna@acme.example',
        name: 'Anna Berg',
        givenName: 'Anna',
        familyName: 'Berg',
        groups: ['7c9a4f7e-52a1-4f0e-9a4b-1f2e3d4c5b6a'],
      },
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a02',
        username: 'ben@acme.example',
        email: 'ben@acme.example',
        name: 'Ben Okafor',
        givenName: 'Ben',
        familyName: 'Okafor',
        password: 'ben-password',
        xmsEdov: true,
      },
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a03',
        username: 'chen@partner.example',
        email: 'chen@partner.example',
        name: 'Chen Wei',
        guest: true,
      },
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a04',
        username: 'dora@acme.example',
        email: 'dora@acme.example',
        name: 'Dora Former',
        disabled: true,
      },
    ],
  },
  {
    kind: 'google',
    id: 'globex',
    domain: 'globex.example',
    ...samlConnector('globex-saml'),
    clients: [
      {
        clientId: 'globex-client',
        name: 'Gatehouse',
        clientSecret: 'globex-simulator-secret',
        ...callbacks('globex'),
      },
    ],
    users: [
      {
        id: '107691503500061509113',
        username: 'gina@globex.example',
        email: 'gina@globex.example',
        name: 'Gina Rossi',
      },
      {
        id: '107691503500061509114',
        username: 'hugo@globex.example',
        email: 'hugo@globex.example',
        name: 'Hugo Silva',
      },
    ],
  },
  {
    kind: 'okta',
    id: 'initech',
    domain: 'initech.example',
    ...samlConnector('initech-saml'),
    thinIdTokens: true,
    clients: [
      {
        clientId: '0oainitech',
        name: 'Gatehouse',
        clientSecret: 'initech-simulator-secret',
        ...callbacks('initech'),
      },
    ],
    users: [
      {
        id: '00uinitech1',
        username: 'peter@initech.example',
        email: 'peter@initech.example',
        name: 'Peter Gibbons',
        groups: ['Engineering'],
      },
      {
        id: '00uinitech2',
        username: 'milton@initech.example',
        email: 'milton@initech.example',
        name: 'Milton W',
        emailVerified: false,
      },
    ],
  },
  {
    kind: 'oidc',
    id: 'umbrella',
    domain: 'umbrella.example',
    clients: [
      {
        clientId: 'umbrella-client',
        name: 'Gatehouse',
        clientSecret: 'umbrella-simulator-secret',
        ...callbacks('umbrella'),
      },
    ],
    users: [
      {
        id: 'alice-1',
        username: 'alice',
        email: 'alice@umbrella.example',
        name: 'Alice Abernathy',
        password: 'alice-password',
      },
      { id: 'bob-2', username: 'bob', email: 'bob@umbrella.example', name: 'Bob Wesker' },
    ],
  },
  {
    kind: 'saml',
    id: 'stark',
    domain: 'stark.example',
    ...samlConnector('stark'),
    users: [
      {
        id: 'tony-1',
        username: 'tony',
        email: 'tony@stark.example',
        name: 'Tony Stark',
        givenName: 'Tony',
        familyName: 'Stark',
        groups: ['Engineering'],
      },
      { id: 'pepper-2', username: 'pepper', email: 'pepper@stark.example', name: 'Pepper Potts' },
    ],
  },
];
