/** Issue 4, live discovery preview: what administrators paste where an issuer belongs (idp-facts sections 1, 3 and 4). */
import { describe, expect, it } from 'vitest';
import { issuerFromPasted } from './pasted-issuer.ts';

const tid = '3f0c1b1e-5d54-4b9e-9d3c-0d6a4b1f2a77';
const entra = `https://login.microsoftonline.com/${tid}/v2.0`;

describe('Entra ID', () => {
  it.each([
    [tid, entra],
    [` ${tid.toUpperCase()}\n`, entra],
    [entra, entra],
    [`${entra}/`, entra],
    [`${entra}/.well-known/openid-configuration`, entra],
    [`${entra}/.well-known/openid-configuration?appid=x`, entra],
    [`https://login.microsoftonline.com/${tid}`, entra],
    [`https://login.microsoftonline.com/${tid}/oauth2/v2.0/authorize`, entra],
    [`https://login.microsoftonline.com/${tid}/FederationMetadata/2007-06/FederationMetadata.xml`, entra],
    [`login.microsoftonline.com/${tid}/v2.0`, entra],
    [`https://sts.windows.net/${tid}/`, entra],
    [`<${entra}>,`, entra],
    [`https://login.micro\u200bsoftonline.com/\n${tid}/v2.0`, entra],
    ['contoso.onmicrosoft.com', 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0'],
    [
      'https://login.microsoftonline.com/contoso.com/v2.0',
      'https://login.microsoftonline.com/contoso.com/v2.0',
    ],
    ['common', 'https://login.microsoftonline.com/common/v2.0'],
    [
      'https://login.microsoftonline.com/organizations',
      'https://login.microsoftonline.com/organizations/v2.0',
    ],
    [`https://login.microsoftonline.us/${tid}/v2.0`, `https://login.microsoftonline.us/${tid}/v2.0`],
    [`http://localhost:4000/${tid}/v2.0`, `http://localhost:4000/${tid}/v2.0`],
  ])('%j → %s', (text, issuer) => expect(issuerFromPasted(text, 'entra-oidc')).toBe(issuer));
});

describe('Okta', () => {
  it.each([
    ['acme.okta.com', 'https://acme.okta.com'],
    ['https://acme-admin.okta.com/admin/apps/active', 'https://acme.okta.com'],
    ['https://acme.okta.com/oauth2/v1/authorize', 'https://acme.okta.com'],
    ['https://acme.okta.com/oauth2/default', 'https://acme.okta.com/oauth2/default'],
    ['https://acme.okta.com/oauth2/default/v1/token', 'https://acme.okta.com/oauth2/default'],
    [
      'https://acme.okta.com/oauth2/aus1/.well-known/oauth-authorization-server',
      'https://acme.okta.com/oauth2/aus1',
    ],
  ])('%j → %s', (text, issuer) => expect(issuerFromPasted(text, 'okta')).toBe(issuer));
});

describe('Google and others', () => {
  it.each([
    ['', 'google-workspace', 'https://accounts.google.com'],
    ['accounts.google.com', 'google-workspace', 'https://accounts.google.com'],
    ['https://accounts.google.com/o/oauth2/v2/auth', 'google-workspace', 'https://accounts.google.com'],
    ['http://localhost:4000/google/globex/', 'google-workspace', 'http://localhost:4000/google/globex'],
    ['idp.example/realms/acme/', 'oidc', 'https://idp.example/realms/acme'],
  ])('%j at %s → %s', (text, provider, issuer) => expect(issuerFromPasted(text, provider)).toBe(issuer));

  it.each(['', '   ', 'ftp://idp.example', 'javascript://alert(1)', 'https://u:p@idp.example', 'https://'])(
    '%j holds no issuer',
    (text) => {
      for (const provider of ['oidc', 'okta', 'entra-oidc'])
        expect(issuerFromPasted(text, provider)).toBeUndefined();
    },
  );
});
