/** RFC 8628: what the provider may answer, and how the client asks. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../src/index.ts';
import { type DevicePrompt, signInWithDevice } from '../../src/node/index.ts';
import { errorOf, FakeProvider } from '../core/fake-provider.ts';

type Json = Record<string, unknown>;
let provider: FakeProvider;
/** What the token endpoint answers, one after another; then it gives tokens. */
let answers: (string | Response)[];
let device: Json;
let waited: number[];
let prompts: DevicePrompt[];

beforeEach(() => {
  provider = new FakeProvider();
  answers = [];
  waited = [];
  prompts = [];
  device = {
    device_code: 'device-code',
    user_code: 'WDJB-MJHT',
    verification_uri: 'https://id.example/device',
    verification_uri_complete: 'https://id.example/device?user_code=WDJB-MJHT',
    expires_in: 600,
    interval: 5,
  };
  provider.instead = (path) => {
    if (path === '/device') return Response.json(device);
    const answer = path === '/token' ? answers.shift() : undefined;
    return typeof answer === 'string' ? Response.json({ error: answer }, { status: 400 }) : answer;
  };
});

const sleep = async (milliseconds: number): Promise<void> => {
  waited.push(milliseconds / 1000);
  provider.clock.time += milliseconds;
};
const onPrompt = (prompt: DevicePrompt): void => void prompts.push(prompt);

describe('device flow', () => {
  it('shows where to go, asks at the given pace, and keeps the session', async () => {
    const storage = new MemoryStorage();
    const client = provider.client(
      { scopes: ['email'], resources: ['https://a.example', 'https://b.example'] },
      storage,
    );
    answers = ['authorization_pending', 'authorization_pending'];
    const expiresAt = new Date(provider.clock.time + 600_000);
    await signInWithDevice(client, { onPrompt, sleep });
    expect(prompts).toEqual([
      {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://id.example/device',
        verificationUriComplete: 'https://id.example/device?user_code=WDJB-MJHT',
        expiresAt,
      },
    ]);
    expect(waited).toEqual([5, 5, 5]);
    const { form } = provider.last('/device');
    expect(form.get('client_id')).toBe('app');
    expect(form.get('scope')).toBe('openid profile offline_access email');
    expect(form.getAll('resource')).toEqual(['https://a.example', 'https://b.example']);
    expect(Object.fromEntries(provider.last('/token').form)).toEqual({
      client_id: 'app',
      device_code: 'device-code',
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    });
    expect((await client.getIdTokenClaims()).sub).toBe('alice');
    expect(await storage.keys()).toEqual(['session']);
  });

  it('3.5: slow_down makes it slower by 5 s, each time, for good', async () => {
    answers = ['slow_down', 'authorization_pending', 'slow_down'];
    await signInWithDevice(provider.client(), { onPrompt, sleep });
    expect(waited).toEqual([5, 10, 10, 15]);
  });

  it('3.2: 5 s when the provider names no interval', async () => {
    device.interval = undefined;
    await signInWithDevice(provider.client(), { onPrompt, sleep });
    expect(waited).toEqual([5]);
  });

  it('3.5: goes on through an outage, more slowly', async () => {
    answers = [new Response('', { status: 503 }), new Response('', { status: 503 })];
    await signInWithDevice(provider.client(), { onPrompt, sleep });
    expect(waited).toEqual([5, 10, 20]);
  });

  it.each([
    ['expired_token', 'provider_error', 'expired_token'],
    ['access_denied', 'access_denied', 'access_denied'],
    ['invalid_grant', 'provider_error', 'invalid_grant'],
  ])('3.5: %s ends it', async (answer, code, error) => {
    answers = ['authorization_pending', answer];
    const client = provider.client();
    expect(await errorOf(signInWithDevice(client, { onPrompt, sleep }))).toMatchObject({
      code,
      details: { error },
    });
    expect(provider.count('/token')).toBe(2);
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('3.2: asks no more once the code has expired', async () => {
    device.expires_in = 12;
    answers = Array(9).fill('authorization_pending');
    const error = await errorOf(signInWithDevice(provider.client(), { onPrompt, sleep }));
    expect(error).toMatchObject({ code: 'provider_error', details: { error: 'expired_token' } });
    expect(error.hint).toMatch(/Start again/);
    expect(provider.count('/token')).toBe(3);
  });

  it('gives up when told to: while it waits, while it asks, before it begins', async () => {
    const client = provider.client();
    const waiting = new AbortController();
    const first = signInWithDevice(client, {
      onPrompt: () => void setImmediate(() => waiting.abort()),
      signal: waiting.signal,
    });
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(provider.count('/token')).toBe(0);

    const asking = new AbortController();
    const answer = provider.instead;
    provider.instead = (path, form) => {
      if (path === '/token') asking.abort();
      return answer(path, form);
    };
    answers = Array(9).fill('authorization_pending');
    const second = signInWithDevice(client, { onPrompt, sleep, signal: asking.signal });
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(provider.count('/token')).toBe(1);

    const before = signInWithDevice(client, { onPrompt, sleep, signal: AbortSignal.abort() });
    await expect(before).rejects.toMatchObject({ name: 'AbortError' });
    expect(await client.isAuthenticated()).toBe(false);
  });

  it.each<[string, Json]>([
    ['no device code', { device_code: undefined }],
    ['no user code', { user_code: undefined }],
    ['a user code that steers the terminal', { user_code: '\u001b[2JABCD' }],
    ['an address that is a script', { verification_uri: 'javascript:alert(1)' }],
    ['an address over http', { verification_uri: 'http://id.example/device' }],
    ['a complete address over http', { verification_uri_complete: 'http://id.example/device' }],
    ['no lifetime', { expires_in: undefined }],
    ['an interval of 0, which would be a flood', { interval: 0 }],
    ['an interval that is no number', { interval: 'often' }],
  ])('3.2: refuses an answer with %s', async (_what, change) => {
    Object.assign(device, change);
    const error = await errorOf(signInWithDevice(provider.client(), { onPrompt, sleep }));
    expect(error.code).toBe('provider_response_invalid');
    expect(prompts).toEqual([]);
  });

  it.each<[string, (claims: Json) => void, string]>([
    ['for another app', (c) => Object.assign(c, { aud: 'other' }), 'audience'],
    ['expired', (c) => Object.assign(c, { exp: 1 }), 'expired'],
    ['from long ago', (c) => Object.assign(c, { iat: 1 }), 'issued_at'],
    ['with the hash of another token', (c) => Object.assign(c, { at_hash: 'x' }), 'at_hash'],
  ])('OIDC Core 3.1.3.7: refuses an ID token %s', async (_what, change, check) => {
    provider.claims = change;
    const client = provider.client();
    expect(await errorOf(signInWithDevice(client, { onPrompt, sleep }))).toMatchObject({
      code: 'id_token_invalid',
      details: { check },
    });
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('refuses an answer without ID token', async () => {
    provider.tokens = (body) => {
      body.id_token = undefined;
    };
    expect(await errorOf(signInWithDevice(provider.client(), { onPrompt, sleep }))).toMatchObject({
      code: 'id_token_invalid',
      details: { check: 'missing' },
    });
  });

  it('is unsupported where the provider has no device flow', async () => {
    provider.metadata = { device_authorization_endpoint: undefined };
    expect((await errorOf(signInWithDevice(provider.client(), { onPrompt, sleep }))).code).toBe(
      'unsupported',
    );
  });
});
