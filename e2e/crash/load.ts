/** People at work until the server dies: each registers, gets tokens, renews them, and signs in anew. */
import { type Application, tokensOf } from '../wire/application.ts';
import { browserOf, enterPassword, newPerson, register } from '../wire/person.ts';
import type { Account, Ledger } from './ledger.ts';
import { pick, type Random } from './random.ts';

export interface Load {
  /** Resolves when everybody has noticed; with whatever was not the server's death. */
  ended: Promise<Error[]>;
  /** From now on a lost connection is what everybody waits for. */
  serverIsGone(): void;
}

const connectionLost = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ECONNABORTED']);
const isConnectionLost = (error: unknown) =>
  error instanceof Error &&
  (connectionLost.has(String((error as NodeJS.ErrnoException).code)) ||
    /socket hang up|aborted/.test(error.message));

async function registerSomebody(application: Application, ledger: Ledger): Promise<Account> {
  const person = newPerson(ledger.nextNumber());
  const browser = browserOf(person, application.options.issuer.slice(0, -'/oidc'.length));
  let answered = false;
  try {
    const used = await register(person, application, browser);
    answered = true;
    const account = ledger.registered(person);
    ledger.exchanged(account, used, browser, tokensOf(await application.exchange(used.code, used.verifier)));
    return account;
  } catch (error) {
    if (!answered) ledger.unanswered.push(person);
    throw error;
  }
}

async function signInAgain(account: Account, application: Application, ledger: Ledger): Promise<void> {
  const browser = browserOf(account.person, application.options.issuer.slice(0, -'/oidc'.length));
  const used = await enterPassword(account.person, application, browser);
  const tokens = tokensOf(await application.exchange(used.code, used.verifier));
  account.refreshing = false;
  ledger.exchanged(account, used, browser, tokens);
}

async function renew(account: Account, application: Application, ledger: Ledger): Promise<void> {
  if (!account.tokens) return;
  account.refreshing = true;
  ledger.refreshed(account, tokensOf(await application.refresh(account.tokens.refresh_token)));
}

/** One worker has accounts of its own, so that two never race for one refresh token here. */
async function work(application: Application, ledger: Ledger, random: Random): Promise<void> {
  const own: Account[] = [];
  for (;;) {
    const account = pick(random, own);
    const dice = random();
    if (!account || dice < 0.3) own.push(await registerSomebody(application, ledger));
    else if (dice < 0.8) await renew(account, application, ledger);
    else await signInAgain(account, application, ledger);
  }
}

export function startLoad(application: Application, ledger: Ledger, random: Random, workers = 6): Load {
  let gone = false;
  const problems: Error[] = [];
  const ended = Promise.all(
    Array.from({ length: workers }, () =>
      work(application, ledger, random).catch((error: Error) => {
        if (!(gone && isConnectionLost(error))) problems.push(error);
      }),
    ),
  ).then(() => problems);
  return {
    ended,
    serverIsGone() {
      gone = true;
    },
  };
}
