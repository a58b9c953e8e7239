/** Compares what the ledger says with what the server still knows. Every difference is a violation, in words. */
import { type Application, tokensOf } from '../wire/application.ts';
import type { Place } from '../wire/gatehouse.ts';
import { browserOf, isSignedIn, Refused, signIn } from '../wire/person.ts';
import { remainsOf } from './at-rest.ts';
import type { Account, Ledger } from './ledger.ts';

/** RFC 9700 section 4.14.2, and a little: how long the server lets a client repeat a refresh, measured by this clock. */
export const graceMilliseconds = 10_000;

type Report = (violation: string) => void;

/** Several at once, as people come; in order of the list. */
export async function forEach<T>(
  list: readonly T[],
  act: (item: T) => Promise<void>,
  workers = 4,
): Promise<void> {
  const queue = list.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of queue) await act(item);
    }),
  );
}

/** The acknowledged tokens and session of one account, right after a restart. */
async function judgeTokens(account: Account, application: Application, diedAt: number, report: Report) {
  const { person, tokens, browser } = account;
  if (!tokens || !browser) return;
  const userinfo = await application.userinfo(tokens.access_token);
  if (userinfo.status !== 200) report(`${person.email}: userinfo answers ${userinfo.status}`);
  if (!(await isSignedIn(application, browser))) report(`${person.email}: the session is gone`);
  const renewed = await application.refresh(tokens.refresh_token);
  if (renewed.status === 200) return;
  // Unanswered, spent by the server, and repeated too late: then reuse detection is right to refuse.
  const mayHaveRunOut = account.refreshing && performance.now() - diedAt > graceMilliseconds - 1000;
  if (!mayHaveRunOut) report(`${person.email}: the refresh token answers ${renewed.status} ${renewed.text}`);
}

export async function judgeRestart(
  accounts: readonly Account[],
  application: Application,
  ledger: Ledger,
  diedAt: number,
  report: Report,
): Promise<void> {
  // Whose answer was lost comes first, as a client would.
  const inOrder = accounts.toSorted((a, b) => Number(b.refreshing) - Number(a.refreshing));
  await forEach(inOrder, async (account) => {
    await judgeTokens(account, application, diedAt, report);
    const browser = browserOf(account.person, application.options.issuer.slice(0, -'/oidc'.length));
    try {
      const { tokens } = await signIn(account.person, application, browser);
      Object.assign(account, { browser, tokens, refreshing: false });
    } catch (error) {
      report(`${account.person.email}: can't sign in after the restart: ${String(error)}`);
    }
  });
  for (const account of ledger.accounts) account.refreshing &&= accounts.includes(account);
}

async function canSignIn(account: Pick<Account, 'person'>, application: Application): Promise<boolean> {
  const browser = browserOf(account.person, application.options.issuer.slice(0, -'/oidc'.length));
  try {
    tokensOf(
      await application.userinfo((await signIn(account.person, application, browser)).tokens.access_token),
    );
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

export interface AtRest {
  place: Place;
  databaseUrl?: string;
}

/** While no server runs: no half-written user, and nothing one-time that could be used once more. */
export async function judgeAtRest(
  { place, databaseUrl }: AtRest,
  ledger: Ledger,
  report: Report,
): Promise<Set<string>> {
  const oneTime = [...ledger.usedCodes.map(({ code }) => code), ...ledger.rotated.map(({ token }) => token)];
  const remains = await remainsOf({ databaseUrl, dataDir: place.dataDir }, oneTime);
  for (const email of remains.halfWritten) report(`${email}: half a user`);
  for (const id of remains.alive) report(`${id}: used once, and alive again`);
  for (const { person } of ledger.accounts) {
    if (!remains.emails.has(person.email)) report(`${person.email}: registered, and not in the database`);
  }
  if (oneTime.length > 0 && remains.filed === 0)
    report('no one-time thing was found: the judge looks in the wrong place');
  return remains.emails;
}

/** Everybody signs in; who was never acknowledged can do so exactly when there is a user. */
export async function judgeEverybody(
  emails: Set<string>,
  application: Application,
  ledger: Ledger,
  report: Report,
) {
  await forEach(ledger.accounts, async (account) => {
    if (!(await canSignIn(account, application))) report(`${account.person.email}: can't sign in at the end`);
  });
  await forEach(ledger.unanswered, async (person) => {
    const able = await canSignIn({ person }, application);
    if (able !== emails.has(person.email))
      report(`${person.email}: a user ${able ? 'from nothing' : 'that can not sign in'}`);
  });
}

/** RFC 6749 sections 4.1.2 and 10.4: what was used once is refused for good. This revokes families, so it comes last. */
export async function judgeReuse(application: Application, ledger: Ledger, report: Report): Promise<void> {
  const codes = ledger.usedCodes.slice(-100);
  await forEach(codes, async ({ code, verifier }) => {
    const { status } = await application.exchange(code, verifier);
    if (status !== 400) report(`a used code answers ${status}`);
  });
  const oneOfEach = new Map(ledger.rotated.map(({ account, token }) => [account, token]));
  await forEach([...oneOfEach.values()], async (token) => {
    const { status } = await application.refresh(token);
    if (status !== 400) report(`a rotated refresh token answers ${status}`);
  });
}
