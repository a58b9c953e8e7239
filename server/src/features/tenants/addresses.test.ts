/** Where tenants are: pure rules over the endpoint, the Host header and the path. */
import { describe, expect, test } from 'vitest';
import { createAddresses } from './addresses.ts';

const addresses = createAddresses('https://id.gatehouse.example:8443');

describe('the addresses', () => {
  test('a custom domain has the endpoint’s scheme and port', () => {
    expect(addresses.atDomain('login.acme.example')).toEqual({
      customDomain: 'login.acme.example',
      basePath: '',
      baseUrl: 'https://login.acme.example:8443',
      issuer: 'https://login.acme.example:8443/oidc',
    });
    expect(createAddresses('https://id.example').atDomain('a.example').issuer).toBe('https://a.example/oidc');
  });

  test('the management API stays at the endpoint', () => {
    expect(addresses.apiResourceOf('default')).toBe('https://id.gatehouse.example:8443/api');
    expect(addresses.apiResourceOf('shop')).toBe('https://id.gatehouse.example:8443/t/shop/api');
  });

  test.each([
    ['id.gatehouse.example', true],
    ['gatehouse.example', true],
    ['example', true],
    ['login.id.gatehouse.example', false],
    ['notid.gatehouse.example', false],
    ['house.example', false],
  ])('threat: the installation’s own name or one above it as a custom domain: %s %s', (domain, isOwn) => {
    expect(addresses.isOwn(domain)).toBe(isOwn);
  });

  test.each([
    ['login.acme.example', 'login.acme.example'],
    ['LOGIN.Acme.Example', 'login.acme.example'],
    ['login.acme.example.', 'login.acme.example'],
    ['login.acme.example:443', 'login.acme.example'],
    ['login.acme.example.:8443', 'login.acme.example'],
    ['login.acme.example:', 'login.acme.example'],
    ['id.gatehouse.example:8443', undefined],
    ['ID.Gatehouse.example', undefined],
    ['', undefined],
    [undefined, undefined],
    ['login.acme.example, evil.example', undefined],
    ['login.acme.example@evil.example', undefined],
    ['login.acme.example/x', undefined],
    ['login.acme.example:443:443', undefined],
    ['[::1]:8443', undefined],
    ['bücher.example', undefined],
  ])('RFC 9110 section 7.2: Host %j names %j', (header, domain) => {
    expect(addresses.domainIn(header)).toBe(domain);
  });

  test.each([
    ['/oidc/auth?x', { tenantId: 'default', path: '/oidc/auth?x' }],
    ['/t/shop/oidc', { tenantId: 'shop', path: '/oidc' }],
    ['/t/shop', { tenantId: 'shop', path: '/' }],
    ['/t/default/oidc', undefined],
    ['/t/SHOP/oidc', { tenantId: 'default', path: '/t/SHOP/oidc' }],
  ])('the path %s leads to %j', (path, parts) => {
    expect(addresses.split(path)).toEqual(parts);
  });
});
