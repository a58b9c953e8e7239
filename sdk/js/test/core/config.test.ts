import { describe, expect, it } from 'vitest';
import { checkRedirectUri, checkReturnTo } from '../../src/core/addresses.ts';
import { resolveConfig } from '../../src/core/config.ts';
import { GatehouseClient, type GatehouseConfig, GatehouseError, MemoryStorage } from '../../src/index.ts';

describe('configuration', () => {
  it.each<[string, GatehouseConfig]>([
    ['neither endpoint nor issuer', { appId: 'app' }],
    ['both', { endpoint: 'https://a.example', issuer: 'https://b.example', appId: 'app' }],
    ['no app id', { endpoint: 'https://a.example', appId: '' }],
    [
      'an empty secret, which would make the app public',
      { endpoint: 'https://a.example', appId: 'app', appSecret: '' },
    ],
    ['no address', { endpoint: 'id.example', appId: 'app' }],
    ['http on the network (OIDC Core 16.17)', { issuer: 'http://id.example', appId: 'app' }],
    [
      'http to a name that only looks like loopback',
      { issuer: 'http://localhost.evil.example', appId: 'app' },
    ],
    [
      'http to a name that only looks like loopback',
      { issuer: 'http://127.0.0.1.evil.example', appId: 'app' },
    ],
    ['another scheme', { issuer: 'javascript:alert(1)', appId: 'app' }],
    [
      'a resource that is no URI (RFC 8707 2)',
      { endpoint: 'https://a.example', appId: 'app', resources: ['books'] },
    ],
    [
      'a resource with fragment (RFC 8707 2)',
      { endpoint: 'https://a.example', appId: 'app', resources: ['https://b.example/#x'] },
    ],
    ['a tolerance of a day', { endpoint: 'https://a.example', appId: 'app', clockToleranceSeconds: 86_400 }],
    [
      'a tolerance that is no number',
      { endpoint: 'https://a.example', appId: 'app', clockToleranceSeconds: Number.NaN },
    ],
  ])('refuses %s', (_what, config) => {
    expect(() => new GatehouseClient(config, { storage: new MemoryStorage() })).toThrow(
      expect.objectContaining({ code: 'invalid_config' }),
    );
  });

  it.each([
    'http://localhost:3001',
    'http://127.0.0.1:3001',
    'http://[::1]:3001',
    'http://acme.localhost:3001',
  ])('takes http on loopback: %s', (endpoint) => {
    expect(resolveConfig({ endpoint, appId: 'app' }).issuer.href).toBe(`${endpoint}/oidc`);
  });

  it('makes the issuer from the endpoint, with or without trailing slash, below a path too', () => {
    expect(resolveConfig({ endpoint: 'https://id.example/', appId: 'a' }).issuer.href).toBe(
      'https://id.example/oidc',
    );
    expect(resolveConfig({ endpoint: 'https://id.example/t/x', appId: 'a' }).issuer.href).toBe(
      'https://id.example/t/x/oidc',
    );
  });

  it('asks for offline access with consent (OIDC Core 11), unless it is turned off', () => {
    const config = { endpoint: 'https://id.example', appId: 'a', scopes: ['email', 'openid', 'email'] };
    expect(resolveConfig(config)).toMatchObject({
      scope: 'openid profile offline_access email',
      prompt: 'consent',
    });
    const online = resolveConfig({ ...config, offlineAccess: false });
    expect(online).toMatchObject({ scope: 'openid profile email', prompt: undefined });
    expect(resolveConfig({ ...config, prompt: ['login', 'consent'] }).prompt).toBe('login consent');
  });
});

describe('returnTo: never leads to another origin', () => {
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e%2e//evil.example',
    '/path\u0000',
    '/path\u0085',
  ])('refuses %j', (value) => {
    expect(() => checkReturnTo(value)).toThrow(expect.objectContaining({ code: 'invalid_return_to' }));
  });

  it.each(['/', '/books', '/books?page=2#top', '/a//b', '/books/%2F', '/b%C3%BCcher', '/bücher'])(
    'takes %j',
    (value) => {
      expect(checkReturnTo(value)).toBe(value);
    },
  );
});

describe('redirect URI', () => {
  it.each([
    '/callback',
    'http://app.example/callback',
    'https://app.example/callback#fragment',
    'https://app.example/callback#',
    'https://user@app.example/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'myapp:/callback',
  ])('refuses %s', (value) => {
    expect(() => checkRedirectUri(value)).toThrow(expect.objectContaining({ code: 'invalid_redirect_uri' }));
  });

  it.each([
    'https://app.example/callback?a=b',
    'http://localhost:3000/callback',
    'com.example.app:/callback',
  ])('takes %s', (value) => {
    expect(checkRedirectUri(value)).toBeInstanceOf(URL);
  });
});

describe('GatehouseError', () => {
  it('carries code, hint, details and cause', () => {
    const cause = new Error('beneath');
    const error = new GatehouseError('storage_error', 'what happened', { cause, details: { a: 1 } });
    expect(error).toMatchObject({ name: 'GatehouseError', code: 'storage_error', details: { a: 1 }, cause });
    expect(error.hint).not.toBe('');
    expect(new GatehouseError('conflict', 'x', { hint: 'do that' }).hint).toBe('do that');
  });
});
