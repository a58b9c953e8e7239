/** OpenID Connect Discovery 1.0 sections 2 and 4; Entra's multi-tenant issuers. */
import { describe, expect, it } from 'vitest';
import {
  discoveryUrl,
  isMultiTenantIssuer,
  isSameIssuer,
  issuerOfTenant,
  issuerTemplate,
  normalizeIssuer,
  tenantOfIssuer,
} from './oidc-issuer.ts';

const tid = '3f0c1b1e-5d54-4b9e-9d3c-0d6a4b1f2a77';

describe('what people paste as an issuer', () => {
  it.each([
    ['https://idp.example', 'https://idp.example'],
    [' https://idp.example/ ', 'https://idp.example'],
    ['https://idp.example/a//', 'https://idp.example/a'],
    ['https://IDP.example/Realm', 'https://idp.example/Realm'],
    ['https://idp.example/.well-known/openid-configuration', 'https://idp.example'],
    [
      `https://login.example/${tid}/v2.0/.well-known/openid-configuration?appid=x`,
      `https://login.example/${tid}/v2.0`,
    ],
    [
      'https://idp.example/oauth2/default/.well-known/oauth-authorization-server',
      'https://idp.example/oauth2/default',
    ],
  ])('%s → %s', (text, issuer) => expect(normalizeIssuer(text)).toBe(issuer));

  it.each([
    '',
    'idp.example',
    'ftp://idp.example',
    'file:///etc/passwd',
    'https://u:p@idp.example',
    'javascript:alert(1)',
  ])('%j is refused', (text) => expect(normalizeIssuer(text)).toBeUndefined());

  it('asks below the issuer for the metadata', () =>
    expect(discoveryUrl('https://idp.example/a')).toBe(
      'https://idp.example/a/.well-known/openid-configuration',
    ));
});

it('Discovery 4.3: the metadata names the same issuer, give or take the slash at the end', () => {
  expect(isSameIssuer('https://idp.example/', 'https://idp.example')).toBe(true);
  expect(isSameIssuer('https://idp.example//', 'https://idp.example')).toBe(false);
  expect(isSameIssuer('https://evil.example', 'https://idp.example')).toBe(false);
});

describe("Entra's multi-tenant issuers", () => {
  const common = 'https://login.example/common/v2.0';
  const template = 'https://login.example/{tenantid}/v2.0';

  it('are those of common and organizations', () => {
    expect(isMultiTenantIssuer(common)).toBe(true);
    expect(isMultiTenantIssuer('https://login.example/organizations/v2.0')).toBe(true);
    expect(isMultiTenantIssuer(`https://login.example/${tid}/v2.0`)).toBe(false);
    expect(isMultiTenantIssuer('https://common.example/v2.0')).toBe(false);
    expect(issuerTemplate(common)).toBe(template);
  });

  it('become the issuer of one tenant only for a well-formed tenant id', () => {
    expect(issuerOfTenant(template, tid)).toBe(`https://login.example/${tid}/v2.0`);
    for (const hostile of [undefined, 7, '', '../evil', `${tid}/x`, '{tenantid}', tid.toUpperCase()])
      expect(issuerOfTenant(template, hostile)).toBeUndefined();
  });

  it('name no tenant themselves', () => {
    expect(tenantOfIssuer(common)).toBeUndefined();
    expect(tenantOfIssuer(`https://login.example/${tid}/v2.0`)).toBe(tid);
  });
});
