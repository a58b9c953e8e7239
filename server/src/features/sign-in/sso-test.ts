/**
 * Testing a connector in a browser. Opening the address only shows what will happen (link scanners open addresses
 * too); pressing the button uses it up and leads to the identity provider; the callback shows the verdict. Nothing
 * here knows of sessions or attempts.
 */
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { AppEnv } from '../../kernel/http/index.ts';
import { causes, type SsoCallback, type TestVerdict } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { answerPage, answerRedirect } from './answer.ts';
import { depart } from './depart.ts';
import type { SignInDeps } from './deps.ts';
import { ssoTestEndedPage, ssoTestPage, ssoTestVerdictPage } from './pages/sso-test.tsx';
import { cookieRules } from './run.ts';

type C = Context<AppEnv>;
type Deps = Pick<SignInDeps, 'sso' | 'pageContext'>;

const tenantOf = (c: C) => c.get('tenant') as Tenant;
const contextOf = ({ pageContext }: Deps, c: C) =>
  pageContext(tenantOf(c), { acceptLanguage: c.req.header('accept-language') });

async function ended(deps: Deps, c: C): Promise<Response> {
  const context = await contextOf(deps, c);
  return answerPage(c, context, ssoTestEndedPage(context), { status: 410, staysHere: true });
}

/** A failed test is a page that says so, and no failure of the request: 200, unless there is no test to speak of. */
async function tell(deps: Deps, c: C, verdict: TestVerdict): Promise<Response> {
  if (verdict.cause === 'test.unknown') return ended(deps, c);
  // A page of ours, written by us when the test was made.
  if (verdict.returnTo) return answerRedirect(c, tenantOf(c).basePath + verdict.returnTo);
  const context = await contextOf(deps, c);
  const refused = verdict.cause?.startsWith('callback.') ? causes[verdict.cause].status : 200;
  return answerPage(c, context, ssoTestVerdictPage(context, verdict), { status: refused, staysHere: true });
}

export async function offerTest(deps: Deps, c: C, token: string): Promise<Response> {
  const tenant = tenantOf(c);
  const found = await deps.sso.tests.at(tenant, token);
  if (!found) return ended(deps, c);
  const context = await contextOf(deps, c);
  const model = { ...found, action: `${context.basePath}/sso-tests/${token}` };
  return answerPage(c, context, ssoTestPage(context, model));
}

export async function startTest(deps: Deps, c: C, token: string): Promise<Response> {
  const tenant = tenantOf(c);
  const begun = await deps.sso.tests.begin(tenant, token);
  if ('verdict' in begun) return tell(deps, c, begun.verdict);
  const { cookie, ...departure } = begun;
  const { name, value, path, maxAge } = cookie;
  setCookie(c, name, value, { ...cookieRules(tenant), path, maxAge });
  return depart(c, await contextOf(deps, c), departure);
}

export async function testReturned(deps: Deps, c: C, callback: SsoCallback): Promise<Response> {
  return tell(deps, c, await deps.sso.tests.finish(tenantOf(c), callback));
}
