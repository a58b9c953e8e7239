/** The SCIM server over HTTP: who asks, whether there is room, the answer in SCIM's form, and the event log. */
import { type Context, Hono } from 'hono';
import type { Clock } from '../../kernel/clock/index.ts';
import type { AppEnv } from '../../kernel/http/app-env.ts';
import { apiHeaders } from '../../kernel/http/headers.ts';
import { readJsonBody } from '../../kernel/http/json-body.ts';
import { currentRequest } from '../../kernel/http/request-context.ts';
import { ScimError } from '../../protocol/scim/scim-error.ts';
import { addressGroup } from '../credentials/index.ts';
import { type Buckets, createBuckets, requestRate, strangersRate, wrongTokenRate } from './limits.ts';
import type { Answer, Operations } from './operations.ts';
import { record } from './recording.ts';
import { errorBody, refusalOf, unforeseen } from './refusals.ts';
import type { Scope } from './scope.ts';
import { type Deletion, findSync } from './store.ts';
import { judgeToken } from './tokens.ts';

const prefix = '/scim/v2/';

interface Served {
  scope: Scope;
  segments: string[];
  tokenId: string | null;
}

export interface RoutesDeps {
  clock: Clock;
  answer: Operations;
}

const tooMany = (seconds: number) =>
  new ScimError(429, `There were too many requests. Try again in ${seconds} seconds.`, undefined, {
    'retry-after': String(seconds),
  });

const unauthorized = (detail: string) =>
  new ScimError(401, detail, undefined, { 'www-authenticate': 'Bearer realm="SCIM"' });

function send(c: Context<AppEnv>, { status, body, headers = {} }: Answer): Response {
  const all = { ...apiHeaders, ...headers, 'x-request-id': c.get('requestId') };
  if (!body || status === 204 || status === 304) return new Response(null, { status, headers: all });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...all, 'content-type': 'application/scim+json; charset=utf-8' },
  });
}

/** Percent-encoding that is none is an address that is none. */
function segmentsOf(path: string): string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    throw new ScimError(404, 'There is nothing at this address.');
  }
}

function scopeOf(c: Context<AppEnv>, connectorId: string, onDelete: Deletion): Scope {
  const { db, baseUrl } = c.get('tenant');
  return {
    db,
    connectorId,
    baseUrl: `${baseUrl}${prefix}${connectorId}`,
    onDelete,
    ifMatch: c.req.header('if-match'),
    notes: { changed: [], ignored: [], remarks: [] },
  };
}

/** Wrong tokens count by address, before anything is looked up for them. */
async function admitted(c: Context<AppEnv>, wrong: Buckets, served: Served): Promise<Deletion> {
  const address = `${c.get('tenant').id}\n${addressGroup(c.get('address'))}`;
  const wait = wrong.wait(address);
  if (wait > 0) throw tooMany(wait);
  const { db, connectorId } = served.scope;
  const judged = await judgeToken(db, connectorId, c.req.header('authorization'));
  if (judged.verdict === 'valid') {
    served.tokenId = judged.tokenId;
    return judged.sync.onDelete;
  }
  wrong.take(address);
  if (judged.verdict === 'unknown') throw unauthorized('The token is not one of this connector.');
  served.tokenId = judged.tokenId;
  if (judged.verdict === 'expired') throw unauthorized('The token has expired. Make a new one.');
  throw new ScimError(403, 'Directory sync is switched off for this connector.');
}

export function createRoutes({ clock, answer }: RoutesDeps): Hono<AppEnv> {
  const requests = createBuckets(clock, requestRate);
  const wrong = createBuckets(clock, wrongTokenRate);
  const strangers = createBuckets(clock, strangersRate);

  async function handle(c: Context<AppEnv>, served: Served): Promise<Answer> {
    const { scope, segments } = served;
    scope.onDelete = await admitted(c, wrong, served);
    const wait = requests.take(`${scope.db.tenantId}\n${scope.connectorId}`);
    if (wait > 0) throw tooMany(wait);
    const request = currentRequest();
    if (request) request.actor = { type: 'system', id: `scim:${scope.connectorId}` };
    return answer(scope, {
      method: c.req.method === 'HEAD' ? 'GET' : c.req.method,
      segments,
      query: new URL(c.req.url).searchParams,
      ifNoneMatch: c.req.header('if-none-match'),
      body: () => readJsonBody(c.req.raw),
    });
  }

  /** Strangers fill no table: at made-up connectors they leave nothing behind, at others a few entries. */
  async function note(c: Context<AppEnv>, served: Served, answered: Answer, started: number): Promise<void> {
    if (answered.status === 429) return;
    const { db, connectorId } = served.scope;
    if (served.tokenId === null) {
      if (strangers.take(`${db.tenantId}\n${connectorId}`) > 0) return;
      if (!(await findSync(db, connectorId))) return;
    }
    const { detail = null } = (answered.status >= 400 ? answered.body : {}) as { detail?: string };
    await record(served.scope, c.get('log'), {
      method: c.req.method,
      segments: served.segments,
      status: answered.status,
      problem: detail,
      tokenId: served.tokenId,
      milliseconds: performance.now() - started,
    });
  }

  async function serve(c: Context<AppEnv>): Promise<Response> {
    const started = performance.now();
    const [connectorId = '', ...segments] = segmentsOf(new URL(c.req.url).pathname.slice(prefix.length));
    if (!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(connectorId))
      throw unauthorized('The token is not one of this connector.');
    while (segments.at(-1) === '') segments.pop();
    const served: Served = { scope: scopeOf(c, connectorId, 'suspend'), segments, tokenId: null };
    const answered = await handle(c, served).catch((error: unknown) => refuse(c, error));
    await note(c, served, answered, started);
    return send(c, answered);
  }

  const hono = new Hono<AppEnv>();
  hono.all(`${prefix}*`, (c) => serve(c).catch((error: unknown) => send(c, refuse(c, error))));
  return hono;
}

function refuse(c: Context<AppEnv>, error: unknown): Answer {
  const known = refusalOf(error);
  if (!known) c.get('log').error({ err: error }, 'A request of a directory failed');
  const refusal = known ?? unforeseen();
  return { status: refusal.status, body: errorBody(refusal), headers: refusal.headers };
}
