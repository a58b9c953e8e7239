/** What the management client sends, and what it makes of answers, against a server that is a function. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createManagementClient,
  GatehouseError,
  type ManagementClient,
  type ManagementConfig,
} from '../../src/management/index.ts';

interface Sent {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}
type Answer = Response | Error | (() => Response | Promise<Response>);

let sent: Sent[];
let answers: Answer[];
let tokens: number;
let now: number;

/** Answers token requests by itself, everything else from the list. */
const server = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
  const url = new URL(String(input));
  init.signal?.throwIfAborted();
  const path = url.pathname + url.search;
  const request = {
    method: init.method!,
    path,
    headers: new Headers(init.headers),
    body: String(init.body ?? ''),
  };
  sent.push(request);
  const answer = answers.shift() ?? (url.pathname.endsWith('/token') ? token : undefined);
  if (!answer) throw new Error(`nobody expected ${request.method} ${path}`);
  if (answer instanceof Error) throw answer;
  return typeof answer === 'function' ? answer() : answer;
};
const token = (): Response => {
  tokens += 1;
  return json({ access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: 3600, scope: 'all' });
};
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const refusal = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json({ code, message: 'In plain words.', data: { hint: 1 }, requestId: 'req_1' }, status, headers);

const client = (config: Partial<ManagementConfig> = {}): ManagementClient =>
  createManagementClient({
    endpoint: 'https://id.example/',
    auth: { getAccessToken: () => 'given' },
    fetch: server,
    clock: { now: () => now },
    ...config,
  });
const withCredentials = (more: object = {}): ManagementClient =>
  client({ auth: { clientId: 'm2m', clientSecret: 's3cret', ...more } });
const failureOf = (promise: Promise<unknown>): Promise<GatehouseError> =>
  promise.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(GatehouseError);
      return error as GatehouseError;
    },
  );

beforeEach(() => {
  sent = [];
  answers = [];
  tokens = 0;
  now = 1_800_000_000_000;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('requests', () => {
  test('ids go into the path, then come body or query, then options', async () => {
    answers = [json([]), json({ id: 'u' }, 200, { etag: '"4"' }), new Response(null, { status: 204 })];
    const { users } = client();
    await users.list({ search: 'a b', pageSize: 5, page: undefined });
    const updated = await users.update('u/1', { name: 'A' }, { ifMatch: '"3"' });
    expect(await users.sessions.delete('u', 's')).toBeUndefined();
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/users?search=a+b&pageSize=5',
      'PATCH /api/users/u%2F1',
      'DELETE /api/users/u/sessions/s',
    ]);
    expect(sent[1]!.body).toBe('{"name":"A"}');
    expect(sent[1]!.headers.get('if-match')).toBe('"3"');
    expect(updated.etag).toBe('"4"');
  });

  test.each(['', '.', '..', undefined])('threat: the id %j would lead to another path', async (id) => {
    const error = await failureOf(client().users.sessions.deleteAll(id as string));
    expect(error.code).toBe('not_found');
    expect(sent).toEqual([]);
  });

  test('tenants have addresses of their own, and tokens are asked for there', async () => {
    expect(client({ tenant: 'x' }).resource).toBe('https://id.example/t/x/api');
    expect(client({ tenant: 'default' }).resource).toBe('https://id.example/api');
    answers = [token, json([])];
    await client({ tenant: 'x', auth: { clientId: 'a', clientSecret: 'b', tenant: 'admin' } }).users.list();
    expect(sent.map(({ path }) => path)).toEqual(['/t/admin/oidc/token', '/t/x/api/users']);
    expect(new URLSearchParams(sent[0]!.body).get('resource')).toBe('https://id.example/t/x/api');
  });

  test.each(['http://id.example', 'id.example', ''])(
    'threat: a secret sent in the clear to %j',
    (endpoint) => {
      expect(() => client({ endpoint })).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    },
  );

  test('threat: an access token that follows a redirect', async () => {
    let redirect: string | undefined;
    await client({
      fetch: async (_, init) => {
        redirect = init?.redirect;
        return json({});
      },
    }).status.get();
    expect(redirect).toBe('error');
  });
});

describe('access tokens by client credentials (RFC 6749 section 4.4)', () => {
  test('parallel requests share one token, which lives until a minute before it expires', async () => {
    answers = [token, json({}), json({}), json({})];
    const { status } = withCredentials();
    await Promise.all([status.get(), status.get(), status.get()]);
    expect(tokens).toBe(1);
    answers = [json({}), token, json({})];
    now += 3539_000;
    await status.get();
    expect(tokens).toBe(1);
    now += 2_000;
    await status.get();
    expect(tokens).toBe(2);
    expect(sent.at(-1)!.headers.get('authorization')).toBe('Bearer token-2');
  });

  test('it asks for the resource and every permission with the secret in Basic', async () => {
    answers = [token, json({})];
    await withCredentials({ scopes: ['users:read'] }).status.get();
    const body = new URLSearchParams(sent[0]!.body);
    expect(sent[0]!.headers.get('authorization')).toBe(`Basic ${btoa('m2m:s3cret')}`);
    expect(Object.fromEntries(body)).toEqual({
      grant_type: 'client_credentials',
      resource: 'https://id.example/api',
      scope: 'users:read',
    });
  });

  test('a token that is refused is replaced once, for all who used it', async () => {
    answers = [token, refusal(401, 'auth.token_invalid'), token, json({ ok: 1 })];
    const { status } = withCredentials();
    expect(await status.get()).toEqual({ ok: 1 });
    expect([tokens, sent.length]).toEqual([2, 4]);
    answers = [refusal(401, 'auth.token_invalid'), token, refusal(401, 'auth.token_invalid')];
    const error = await failureOf(status.get());
    expect(error).toMatchObject({ code: 'api_error', details: { status: 401, code: 'auth.token_invalid' } });
    expect(tokens).toBe(3);
  });

  test('a POST that was refused with 401 did nothing, so it is sent again as well', async () => {
    answers = [token, refusal(401, 'auth.token_invalid'), token, json({ id: 'u' })];
    await withCredentials().users.suspend('u');
    expect(sent.filter(({ path }) => path.endsWith('/suspend'))).toHaveLength(2);
  });

  test('wrong credentials say what to check, and are not kept', async () => {
    answers = [json({ error: 'invalid_client', error_description: 'no' }, 401), token, json({})];
    const { status } = withCredentials();
    const error = await failureOf(status.get());
    expect(error).toMatchObject({
      code: 'provider_error',
      details: { error: 'invalid_client', status: 401 },
    });
    expect(error.hint).toContain('auth.tenant');
    expect(JSON.stringify([error.message, error.hint, error.details])).not.toContain('s3cret');
    await status.get();
  });

  test('an endpoint that is no Gatehouse', async () => {
    answers = [new Response('<html>', { headers: { 'content-type': 'text/html' } })];
    expect((await failureOf(withCredentials().status.get())).code).toBe('provider_response_invalid');
  });

  test('a caller that gives up does not take the token from the others', async () => {
    let answer: (response: Response) => void = () => {};
    const asked = new Promise<void>((begin) => {
      const late = () => {
        begin();
        return new Promise<Response>((done) => {
          answer = done;
        });
      };
      answers = [late, json({})];
    });
    const { status } = withCredentials();
    const controller = new AbortController();
    const impatient = status.get({ signal: controller.signal });
    const patient = status.get();
    controller.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    await asked;
    answer(token());
    await patient;
    expect(tokens).toBe(1);
  });

  test('a browser gives tokens of its own, and hears which one was refused', async () => {
    const refused: (string | undefined)[] = [];
    const getAccessToken = (old?: string): string => {
      refused.push(old);
      return old ? 'fresh' : 'stale';
    };
    answers = [refusal(401, 'auth.token_invalid'), json({})];
    await client({ auth: { getAccessToken } }).status.get();
    expect(refused).toEqual([undefined, 'stale']);
    expect(sent[1]!.headers.get('authorization')).toBe('Bearer fresh');
    answers = [refusal(401, 'auth.token_invalid')];
    const error = await failureOf(client().status.get());
    expect(error.details).toMatchObject({ status: 401 });
  });
});

describe('pages (RFC 8288)', () => {
  const paged = (items: number[], next?: number): Response =>
    json(items, 200, {
      'total-number': '5',
      link: `<https://id.example/api/users?page=1&pageSize=2>; rel="first"${
        next ? `, <https://id.example/api/users?page=${next}&homepage=9&pageSize=2>; rel="next"` : ''
      }`,
    });

  test('a page tells the total and the number of the next', async () => {
    answers = [paged([1, 2], 2), paged([5])];
    const { users } = client();
    expect(await users.list({ pageSize: 2 })).toEqual({ items: [1, 2], total: 5, nextPage: 2 });
    expect(await users.list({ pageSize: 2, page: 3 })).toEqual({ items: [5], total: 5 });
  });

  test('an iterator asks for the next page only when somebody wants it', async () => {
    answers = [paged([1, 2], 2), paged([3, 4], 3), paged([5])];
    const seen: unknown[] = [];
    for await (const user of client().users.iterate({ search: 'x', pageSize: 2 })) {
      seen.push(user);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(sent.map(({ path }) => path)).toEqual([
      '/api/users?pageSize=2&search=x&page=1',
      '/api/users?pageSize=2&search=x&page=2',
    ]);
  });

  test('threat: a next page at another host is never asked for', async () => {
    answers = [json([1], 200, { link: '<https://evil.example/steal?page=2>; rel="next"' }), json([2])];
    const items: unknown[] = [];
    for await (const item of client().users.iterate()) items.push(item);
    expect(items).toEqual([1, 2]);
    expect(sent[1]!.path).toBe('/api/users?pageSize=100&page=2');
  });
});

describe('errors', () => {
  test.each([
    [404, 'not_found'],
    [409, 'conflict'],
    [412, 'conflict'],
    [400, 'api_error'],
    [403, 'api_error'],
    [428, 'api_error'],
    [500, 'api_error'],
  ])('%i is %s with the server’s words, code, data and request id', async (status, code) => {
    answers = [refusal(status, 'some.code')];
    const error = await failureOf(client().users.get('u'));
    expect(error).toMatchObject({
      code,
      message: 'In plain words.',
      details: { status, code: 'some.code', data: { hint: 1 }, requestId: 'req_1' },
    });
    expect(error.hint).not.toBe('');
  });

  test('what a proxy answers is an error too', async () => {
    answers = [new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'x-request-id': 'req_2' } })];
    const error = await failureOf(client().users.get('u'));
    expect(error).toMatchObject({ code: 'api_error', details: { status: 502, requestId: 'req_2' } });
    answers = [new Response('<h1>Welcome</h1>')];
    expect((await failureOf(client().users.get('u'))).code).toBe('provider_response_invalid');
  });

  test('nobody answers', async () => {
    answers = [new TypeError('fetch failed')];
    const error = await failureOf(client().users.get('u'));
    expect(error.code).toBe('provider_unreachable');
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test('somebody answers too late', async () => {
    const never = (_: unknown, init?: RequestInit): Promise<Response> =>
      new Promise((_done, fail) => init!.signal!.addEventListener('abort', () => fail(init!.signal!.reason)));
    const error = await failureOf(client({ fetch: never, timeout: 5 }).users.get('u'));
    expect(error).toMatchObject({ code: 'provider_unreachable', details: { timeout: 5 } });
    const other = await failureOf(client({ fetch: never }).users.get('u', { timeout: 6 }));
    expect(other.details).toEqual({ timeout: 6 });
  });
});

describe('retries while Gatehouse is busy', () => {
  const busy = (seconds?: string, status = 503): Response =>
    refusal(status, 'server.busy', seconds === undefined ? {} : { 'retry-after': seconds });

  /** Runs through every pause at once, and tells how long they were. */
  async function pauses(call: Promise<unknown>): Promise<number> {
    const start = Date.now();
    let over = false;
    const ended = call.then(
      () => (over = true),
      () => (over = true),
    );
    while (!over) await vi.advanceTimersToNextTimerAsync();
    await ended;
    return Date.now() - start;
  }
  beforeEach(() => {
    // AbortSignal.timeout isn't faked, so only our own pauses count.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });

  test('429 and 503 are tried again, with growing pauses', async () => {
    answers = [busy(), busy(undefined, 429), busy(), json({ ok: 1 })];
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const call = client().status.get();
    expect(await pauses(call)).toBe(250 + 500 + 1000);
    expect(await call).toEqual({ ok: 1 });
    expect(sent).toHaveLength(4);
  });

  test('at most three times', async () => {
    answers = [busy('1'), busy('1'), busy('1'), busy('1', 429)];
    const call = failureOf(client().status.get());
    await pauses(call);
    expect(await call).toMatchObject({ code: 'rate_limited', details: { retryAfter: 1 } });
    expect(sent).toHaveLength(4);
    answers = [busy()];
    expect((await failureOf(client({ retries: 0 }).status.get())).details).toMatchObject({ status: 503 });
  });

  test('RFC 9110 section 10.2.3: Retry-After in seconds or as a date is never cut short', async () => {
    answers = [busy('7'), json({})];
    expect(await pauses(client().status.get())).toBeGreaterThanOrEqual(7000);
    answers = [busy(new Date(now + 9000).toUTCString()), json({})];
    expect(await pauses(client().status.get())).toBeGreaterThanOrEqual(8000);
    answers = [busy('soon'), json({})];
    expect(await pauses(client().status.get())).toBeLessThanOrEqual(250);
  });

  test('who should come back much later is told so now', async () => {
    answers = [busy('3600')];
    expect((await failureOf(client().status.get())).details).toMatchObject({ retryAfter: 3600 });
  });

  test('RFC 9110 section 9.2.2: what may not happen twice is not sent twice', async () => {
    const { users } = client();
    for (const call of [() => users.suspend('u'), () => users.update('u', { name: 'x' })]) {
      answers = [busy('1')];
      await failureOf(call());
    }
    expect(sent).toHaveLength(2);
    for (const call of [() => users.delete('u'), () => users.setPassword('u', { password: null })]) {
      answers = [busy(), new Response(null, { status: 204 })];
      const done = call();
      await pauses(done);
      expect(await done).toBeUndefined();
    }
  });

  test('creations carry a key, the same in every attempt, so they are tried again', async () => {
    answers = [busy(), json({ id: 'u' }, 201), json({ id: 'v' }, 201)];
    const { users } = client();
    const call = users.create({ name: 'x' });
    await pauses(call);
    await users.create({ name: 'y' }, { idempotencyKey: 'mine' });
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys).toEqual([keys[0], keys[0], 'mine']);
  });

  test('a pause ends at once when the caller gives up', async () => {
    answers = [busy('15')];
    const controller = new AbortController();
    const call = client().status.get({ signal: controller.signal });
    const failed = expect(call).rejects.toThrow('enough');
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    controller.abort(new Error('enough'));
    await failed;
    expect(vi.getTimerCount()).toBe(0);
  });
});
