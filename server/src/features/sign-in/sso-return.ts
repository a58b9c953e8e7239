/**
 * The way back from an identity provider. The attempt's cookie lives at the attempt's own path, so the callback
 * checks the answer by its own cookie and hands the identity over by a one-time link to a page of the attempt.
 */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Json } from '../../kernel/db/index.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { SsoCallback, SsoResult } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerRedirect } from './answer.ts';
import type { SignInDeps } from './deps.ts';
import { failed } from './error-pages.ts';
import { failureOfSso } from './failures.ts';
import { identified, resolve } from './identity.ts';
import { go, load, moveOn, ssoFailure } from './run.ts';
import { askedForLess } from './second-factor.ts';
import { testReturned } from './sso-test.ts';
import { waysOn } from './ways-on.ts';

type C = Context<AppEnv>;

const handedOver = identified.extend({ attemptId: z.string() });
/** The provider can't do what the application asks; it is asked once more, for less. */
const leftToLocal = z.object({ attemptId: z.string(), leftToLocal: z.string() });

const lifetimeSeconds = 300;

/** `/callback/{connectorId}`. */
export async function callback(deps: SignInDeps, c: C, connectorId: string): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const { search } = new URL(c.req.url);
  const url = new URL(`${tenant.baseUrl}/callback/${encodeURIComponent(connectorId)}${search}`);
  return returned(deps, c, { connectorId, url, cookies: getCookie(c) });
}

/** What a provider's answer comes to, by whichever protocol it came. */
export async function returned(deps: SignInDeps, c: C, callback: SsoCallback): Promise<Response> {
  if (deps.sso.tests.isTest(callback)) return testReturned(deps, c, callback);
  const tenant = c.get('tenant') as Tenant;
  const { connectorId } = callback;
  const result = await deps.sso.finish(tenant, callback);
  if (result.outcome === 'identified') {
    const { attemptId, identity, trace } = result;
    return handOver(deps, c, attemptId, { identity, trace });
  }
  if (result.leftToLocal && result.attemptId)
    return handOver(deps, c, result.attemptId, { leftToLocal: connectorId });
  return refusedHere(deps, c, connectorId, result);
}

async function handOver(deps: SignInDeps, c: C, attemptId: string, facts: object): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const data = JSON.parse(JSON.stringify({ ...facts, attemptId })) as Json;
  const link = { purpose: 'sso-return', data, lifetimeSeconds } as const;
  const token = await deps.credentials.links.issue(tenant.db, link);
  return answerRedirect(c, `${tenant.basePath}/sign-in/${attemptId}/sso-return?token=${token}`);
}

export async function refusedHere(
  deps: SignInDeps,
  c: C,
  connectorId: string,
  result: Extract<SsoResult, { outcome: 'failed' }>,
): Promise<Response> {
  const tenant = c.get('tenant') as Tenant;
  const failure = failureOfSso(result.error);
  // The application is known to the attempt alone, which this address can't read.
  if (failure) deps.onFailure?.(tenant, { ...failure, applicationId: null, connectorId });
  const connectorName = (await deps.sso.connector(tenant, connectorId))?.displayName;
  const ways = result.attemptId ? waysOn(tenant, result.attemptId) : {};
  return failed(deps, c, result.error, { ...ways, connectorName });
}

/** `/sign-in/{attempt}/sso-return`: bound to this browser by the attempt's cookie, and good once. */
export async function arrive(deps: SignInDeps, c: C, attemptId: string): Promise<Response> {
  const context = await load(deps, c, attemptId);
  const token = c.req.query('token') ?? '';
  const data = await deps.credentials.links.consume(context.tenant.db, 'sso-return', token);
  const left = leftToLocal.safeParse(data).data;
  if (left?.attemptId === attemptId) return moveOn(c, context, askedForLess(context.state, left.leftToLocal));
  const handed = handedOver.safeParse(data).data;
  // Reloaded, or somebody else's: the attempt goes on from where it is.
  if (handed?.attemptId !== attemptId) return go(c, context);
  try {
    return await moveOn(c, context, await resolve(context, handed));
  } catch (error) {
    return ssoFailure(c, context, String(handed.identity.connectorId), error);
  }
}
