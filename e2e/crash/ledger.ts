/**
 * What the server has acknowledged, and what was under way when it died. The first must be there afterwards; the
 * second may or may not be, but never by half.
 */
import type { AuthorizationRequest, Tokens } from '../wire/application.ts';
import type { Person } from '../wire/person.ts';
import type { PlainBrowser } from '../wire/plain-browser.ts';

export interface Account {
  person: Person;
  /** The browser of the latest sign-in that ended with tokens. */
  browser?: PlainBrowser;
  tokens?: Tokens;
  /** A refresh was sent and its answer did not come. */
  refreshing: boolean;
}

export interface UsedCode {
  code: string;
  verifier: AuthorizationRequest['verifier'];
}

export class Ledger {
  readonly accounts: Account[] = [];
  /** Registrations whose answer did not come. */
  readonly unanswered: Person[] = [];
  /** Codes whose exchange was answered with tokens. */
  readonly usedCodes: UsedCode[] = [];
  /** Refresh tokens whose successor has arrived. */
  readonly rotated: { account: Account; token: string }[] = [];
  /** How many answers have come. */
  acknowledged = 0;
  #people = 0;

  nextNumber(): number {
    this.#people += 1;
    return this.#people;
  }

  registered(person: Person): Account {
    this.acknowledged += 1;
    const account: Account = { person, refreshing: false };
    this.accounts.push(account);
    return account;
  }

  exchanged(account: Account, used: UsedCode, browser: PlainBrowser, tokens: Tokens): void {
    this.acknowledged += 1;
    this.usedCodes.push(used);
    account.browser = browser;
    account.tokens = tokens;
  }

  refreshed(account: Account, tokens: Tokens): void {
    this.acknowledged += 1;
    if (account.tokens) this.rotated.push({ account, token: account.tokens.refresh_token });
    account.tokens = tokens;
    account.refreshing = false;
  }
}
