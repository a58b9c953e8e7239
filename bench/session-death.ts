/**
 * From a directory's call to the death of sessions: what the call costs, whether anything still works at the very next
 * call, and how long it takes beside a refresh in the same run. The statements don't depend on the machine.
 */
import { codeOf, type Tokens, tokensOf } from '../e2e/wire/application.ts';
import { browserOf, isSignedIn } from '../e2e/wire/person.ts';
import type { PlainBrowser } from '../e2e/wire/plain-browser.ts';
import { request } from '../e2e/wire/request.ts';
import { signInAtIdp } from '../server/src/testing/idp/index.ts';
import type { TestApp } from '../server/src/testing/test-app.ts';
import { people } from './declaration.ts';
import { median } from './measure.ts';
import type { Seat } from './operations.ts';

export interface SessionDeath {
  statements: number;
  /** Of refresh, userinfo and silent sign-in, how many still answered. */
  survivors: number;
  milliseconds: number;
  refreshMilliseconds: number;
}

const runs = 9;
const connectorId = 'acme';

interface SignedIn {
  browser: PlainBrowser;
  tokens: Tokens;
}

async function signIn({ endpoint, bookstore }: Seat, username: string): Promise<SignedIn> {
  const browser = browserOf(people[1]!, endpoint);
  const { url, verifier } = bookstore.authorizationRequest({ direct_sign_in: `sso:${connectorId}` });
  const atIdp = await browser.open(url);
  const { callbackUrl } = await signInAtIdp({ url: new URL(atIdp.url).origin }, atIdp.url, { username });
  const last = await browser.open(callbackUrl.href);
  return { browser, tokens: tokensOf(await bookstore.exchange(codeOf(last), verifier)) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How many of the three answer. */
async function survivorsOf({ bookstore }: Seat, signedIn: SignedIn): Promise<number> {
  const refreshed = await bookstore.refresh(signedIn.tokens.refresh_token);
  if (refreshed.status === 200) signedIn.tokens = tokensOf(refreshed);
  const userinfo = await bookstore.userinfo(signedIn.tokens.access_token);
  const isSilent = await isSignedIn(bookstore, signedIn.browser);
  return [refreshed.status === 200, userinfo.status === 200, isSilent].filter(Boolean).length;
}

/** Somebody of a directory signs in and is taken away by it, again and again. */
export async function measureSessionDeath(app: TestApp, seat: Seat, username: string): Promise<SessionDeath> {
  const { db } = app.tenant;
  await app.scim.update(db, connectorId, { enabled: true });
  const { value: token } = await app.scim.tokens.create(db, connectorId, 1);
  const send = async (method: 'PATCH' | 'POST', path: string, body: object) => {
    const answer = await request(`${app.endpoint}/scim/v2/${connectorId}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    if (answer.status >= 300) throw new Error(`SCIM answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    return answer;
  };
  const created = await send('POST', '/Users', { userName: username, active: true });
  const { id } = JSON.parse(created.text) as { id: string };
  const setActive = (value: boolean) =>
    send('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value }],
    });
  const found = { statements: [] as number[], survivors: 0, death: [] as number[], refresh: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const signedIn = await signIn(seat, username);
    if ((await survivorsOf(seat, signedIn)) < 3) throw new Error('Somebody is not signed in who should be.');
    found.refresh.push(
      await timed(async () => {
        signedIn.tokens = tokensOf(await seat.bookstore.refresh(signedIn.tokens.refresh_token));
      }),
    );
    const { result, statements } = await app.db.statements.during(() => timed(() => setActive(false)));
    found.statements.push(statements.length);
    found.death.push(result);
    found.survivors = Math.max(found.survivors, await survivorsOf(seat, signedIn));
    await setActive(true);
  }
  return {
    statements: Math.min(...found.statements),
    survivors: found.survivors,
    milliseconds: median(found.death),
    refreshMilliseconds: median(found.refresh),
  };
}
