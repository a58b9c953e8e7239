/** Codes, tokens and browser sessions, all in memory: they end with the simulator. */
import { randomBytes } from 'node:crypto';
import type { Directory } from './directory.ts';
import type { Client, Person } from './organization.ts';

export const codeLifetime = 600;
export const accessTokenLifetime = 3599;

/** What the person agreed to; shared by the code and the tokens that come from it. */
export interface Grant {
  /** The person's directory, which is not the path's at Entra's `common`. */
  directory: Directory;
  /** The directory at whose path the request arrived. */
  via: Directory;
  client: Client;
  personId: string;
  scope: string[];
  offline: boolean;
  nonce?: string;
  redirectUri: string;
  codeChallenge?: string;
  codeChallengeMethod?: string;
  /** Seconds since 1970. */
  authTime: number;
  sessionId: string;
  /** The class of authentication that was asked for: `acr_values`, or Entra's essential claim acrs. */
  acr?: string;
  revoked?: boolean;
}

interface Issued {
  grant: Grant;
  expires: number;
  used?: boolean;
}

/** Keeps the newest, so that a benchmark of many sign-ins does not fill the memory. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size > 20_000) map.delete(map.keys().next().value!);
}

const token = (prefix: string): string => prefix + randomBytes(32).toString('base64url');

class Tokens {
  readonly #issued = new Map<string, Issued>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  issue(grant: Grant, expires: number): string {
    const value = token(this.#prefix);
    remember(this.#issued, value, { grant, expires });
    return value;
  }

  find(value: string | null): Issued | undefined {
    return value === null ? undefined : this.#issued.get(value);
  }

  /** The grant behind a token that is neither expired nor revoked. */
  alive(value: string | null, now: number): Grant | undefined {
    const issued = this.find(value);
    return issued && !issued.grant.revoked && issued.expires > now ? issued.grant : undefined;
  }
}

export interface Account {
  directory: Directory;
  person: Person;
  authTime: number;
}

export class Grants {
  readonly codes = new Tokens('0.A');
  readonly accessTokens = new Tokens('EwB');
  readonly refreshTokens = new Tokens('1.A');
  /** Session cookie → the accounts signed in there. */
  readonly sessions = new Map<string, Account[]>();
  /** Session cookie → what each client was given there, by client id. */
  readonly #parties = new Map<string, Map<string, Grant>>();
  readonly #assertions = new Set<string>();

  /** RFC 7523 section 3: a client assertion's jti counts once. */
  useAssertion(id: string): void {
    if (this.#assertions.has(id)) throw new Error('client assertion replayed');
    this.#assertions.add(id);
  }

  join(grant: Grant): void {
    const parties = this.#parties.get(grant.sessionId) ?? new Map<string, Grant>();
    remember(this.#parties, grant.sessionId, parties.set(grant.client.clientId, grant));
  }

  /** Once: a session ends once. */
  leave(sessionId: string): Grant[] {
    const parties = [...(this.#parties.get(sessionId)?.values() ?? [])];
    this.#parties.delete(sessionId);
    return parties;
  }

  signIn(sessionId: string | undefined, account: Account): string {
    const id = sessionId !== undefined && this.sessions.has(sessionId) ? sessionId : token('');
    const others = (this.sessions.get(id) ?? []).filter((a) => a.person.id !== account.person.id);
    remember(this.sessions, id, [...others, account]);
    return id;
  }
}
