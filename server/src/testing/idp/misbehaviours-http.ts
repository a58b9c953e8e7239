/** Switches that act on documents, callbacks and whole HTTP answers. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Endpoint, type Hooks, hangUp, type Json, type Scene, type Switch } from './switch.ts';

type Change<H extends keyof Hooks> = Hooks[H];

const answers = (at: readonly Endpoint[], does: string, answer: Change<'answer'>): Switch => ({
  where: at.length > 2 ? 'every endpoint' : at.join(', '),
  does,
  at,
  answer,
});
const callback = (does: string, change: Change<'callback'>): Switch => ({
  where: 'callback',
  does,
  callback: change,
});
const refuses = (error: string, description: string, aadsts: string): Switch => ({
  where: 'authorize',
  does: `answers ${error} at once`,
  refuse: ({ kind }) => ({ error, error_description: kind === 'entra' ? aadsts : description }),
});
const discovery = (does: string, change: Change<'discovery'>): Switch => ({
  where: 'discovery',
  does,
  discovery: change,
});
const tokenResponse = (does: string, change: Change<'tokenResponse'>): Switch => ({
  where: 'token',
  does,
  tokenResponse: change,
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });
const html = (status: number) => (): Response =>
  new Response('<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
const redirect =
  (path: string) =>
  ({ url, options }: Scene): Response =>
    new Response(null, { status: 307, headers: { location: options.location ?? `${url}${path}` } });

const all: Endpoint[] = ['discovery', 'jwks', 'authorize', 'login', 'token', 'userinfo'];
const backChannel: Endpoint[] = ['discovery', 'jwks', 'token', 'userinfo'];

export const httpSwitches = {
  down: answers(all, 'cuts every connection', () => hangUp),
  slow: answers(all, 'answers after delayMs (30 s)', slowly),
  'rate-limited': answers(backChannel, 'answers 429 with Retry-After', () =>
    json(429, { error: 'temporarily_unavailable' }, { 'retry-after': '30' }),
  ),
  'huge-response': answers(backChannel, 'answers with 3 MB of JSON', () =>
    json(200, { filler: 'x'.repeat(3_000_000) }),
  ),
  'endless-response': answers(backChannel, 'answers with JSON that never ends', endless),
  'truncated-json': answers(
    backChannel,
    'answers with half a JSON document',
    () => new Response('{"access_token":"a","id_to', { headers: { 'content-type': 'application/json' } }),
  ),
  'null-json': answers(backChannel, 'answers with the JSON value null', () => json(200, null)),

  'discovery-wrong-issuer': discovery('names another issuer', (d) => {
    d.issuer = 'https://evil.example/v2.0';
  }),
  'discovery-html': answers(['discovery'], 'answers with a web page', html(200)),
  'discovery-404': answers(['discovery'], 'answers 404', () => json(404, { error: 'not_found' })),
  'discovery-500': answers(['discovery'], 'answers 500', () => json(500, { error: 'server_error' })),
  'redirecting-discovery': answers(
    ['discovery'],
    'redirects to another address (option location)',
    redirect('/simulator/elsewhere'),
  ),
  'discovery-missing-endpoints': discovery('names no token endpoint and no keys', (d) => {
    delete d.token_endpoint;
    delete d.jwks_uri;
  }),
  'discovery-internal-endpoints': discovery(
    'points token, userinfo and keys at an internal address',
    (d, { options }) => {
      const target = options.location ?? 'http://169.254.169.254/latest/meta-data';
      Object.assign(d, { token_endpoint: target, userinfo_endpoint: target, jwks_uri: target });
    },
  ),
  'discovery-wrong-types': discovery('sends numbers and objects where addresses belong', (d) => {
    Object.assign(d, { authorization_endpoint: 7, token_endpoint: {}, jwks_uri: ['x'] });
  }),

  'jwks-500': answers(['jwks'], 'answers 500', () => json(500, { error: 'server_error' })),
  'jwks-html': answers(['jwks'], 'answers with a web page', html(200)),
  'jwks-empty': { where: 'jwks', does: 'publishes no keys', jwks: (d) => void d.keys.splice(0) },
  'jwks-unknown-keys': {
    where: 'jwks',
    does: 'publishes unknown and broken keys beside the right ones, which a client must skip (RFC 7517 section 5)',
    jwks: (d) =>
      void d.keys.unshift({ kty: 'ML-KEM', kid: 'pq' }, { kty: 'RSA', kid: 'broken', n: '!', e: 'AQAB' }),
  },

  access_denied: refuses(
    'access_denied',
    'The resource owner or authorization server denied the request.',
    'AADSTS65004: User declined to consent to access the app.',
  ),
  server_error: refuses(
    'server_error',
    'Internal error.',
    'AADSTS90033: A transient error has occurred. Please try again.',
  ),
  temporarily_unavailable: refuses(
    'temporarily_unavailable',
    'Try again later.',
    'AADSTS90033: A transient error has occurred.',
  ),
  'consent-required': refuses(
    'consent_required',
    'The user must consent.',
    'AADSTS65001: The user or administrator has not consented to use the application.',
  ),
  'hostile-error': {
    where: 'authorize',
    does: 'answers an error whose description is HTML and 4 kB long',
    refuse: () => ({
      error: 'x"><script>alert(1)</script>',
      error_description: `<img src=x onerror=alert(1)>\u0000${'A'.repeat(4_000)}`,
      error_uri: 'javascript:alert(1)',
    }),
  },
  'wrong-callback-iss': callback('names another issuer in iss (RFC 9207, mix-up attack)', (p) => {
    p.set('iss', 'https://evil.example');
  }),
  'no-callback-iss': callback('leaves iss out although the metadata promises it (RFC 9207)', (p) =>
    p.delete('iss'),
  ),
  'state-changed': callback('returns another state', (p) => p.set('state', 'a-state-of-somebody-else')),
  'missing-state': callback('returns no state', (p) => p.delete('state')),
  'missing-code': callback('returns no code', (p) => p.delete('code')),
  'wrong-code': callback('returns a code that was never issued', (p) => p.set('code', 'never-issued')),
  'injected-code': callback(
    "returns the code of somebody else's request (RFC 9700 section 4.5)",
    (p, { foreignCode }) => {
      if (foreignCode) p.set('code', foreignCode());
    },
  ),
  'code-and-error': callback('returns a code and an error together', (p) => p.set('error', 'access_denied')),
  'duplicate-parameters': callback('returns code and state twice', (p) => {
    p.append('code', 'second-code');
    p.append('state', 'second-state');
  }),

  'token-error': answers(['token'], 'refuses the client secret (invalid_client, AADSTS7000215)', wrongSecret),
  'token-invalid-grant': answers(['token'], 'refuses every grant', () =>
    json(400, {
      error: 'invalid_grant',
      error_description: 'The authorization code is invalid or has expired.',
    }),
  ),
  'token-500': answers(['token'], 'answers 500', () => json(500, { error: 'server_error' })),
  'token-html': answers(['token'], 'answers with a web page', html(200)),
  'redirecting-token': answers(
    ['token'],
    'sends the request with its secret elsewhere (307)',
    redirect('/simulator/elsewhere'),
  ),
  'no-id-token': tokenResponse('sends no ID token', (b) => void delete b.id_token),
  'no-access-token': tokenResponse('sends no access token', (b) => void delete b.access_token),
  'wrong-token-type': tokenResponse('sends a token type that nobody knows', (b) => {
    b.token_type = 'mac';
  }),

  'userinfo-401': answers(['userinfo'], 'refuses the access token', () =>
    json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' }),
  ),
  'userinfo-500': answers(['userinfo'], 'answers 500', () => json(500, { error: 'server_error' })),
  'userinfo-html': answers(['userinfo'], 'answers with a web page', html(200)),
} as const satisfies Record<string, Switch>;

async function slowly({ options, signal }: Scene): Promise<undefined> {
  await wait(options.delayMs ?? 30_000, undefined, { signal }).catch(() => undefined);
}

function endless({ signal }: Scene): Response {
  const chunk = new TextEncoder().encode(' '.repeat(16_384));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    async pull(controller) {
      await wait(5);
      if (signal.aborted) controller.close();
      else controller.enqueue(chunk);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

function wrongSecret({ kind }: Scene): Response {
  const body: Json =
    kind === 'entra'
      ? {
          error: 'invalid_client',
          error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 0 Correlation ID: 0',
          error_codes: [7000215],
        }
      : { error: 'invalid_client', error_description: 'The client secret is invalid.' };
  return json(401, body);
}
