/**
 * The rules against guessing. A check takes its place first (one statement) and gives it back on success, so
 * that parallel guesses can't slip past the counter. A device that signed in before has a counter of its own:
 * a stranger who fails on purpose slows down other strangers, never the person (issue 2 section 3).
 */
import ipaddr from 'ipaddr.js';
import { sha256 } from '../../kernel/crypto/index.ts';
import { isForeignKeyViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { Slowdown, TenantSettings } from '../tenants/index.ts';
import { newDeviceToken } from './devices.ts';
import * as store from './store-limits.ts';

/** The tenant, whose settings say how fast is too fast. They are in the cache: reading them costs nothing. */
export interface LimitedTenant {
  db: TenantDb;
  settings: Pick<TenantSettings, 'lockout' | 'rateLimits'>;
}

interface Slowdowns {
  account: Slowdown;
  address: Slowdown;
}

const rulesOf = ({ lockout, rateLimits }: LimitedTenant['settings']) =>
  ({
    password: { account: lockout, address: rateLimits.passwordsPerAddress },
    'issue-code': { account: rateLimits.codesPerAccount, address: rateLimits.codesPerAddress },
    register: {
      account: rateLimits.registrationsPerUsername,
      address: rateLimits.registrationsPerAddress,
    },
  }) satisfies Record<string, Slowdowns>;

export type LimitRule = keyof ReturnType<typeof rulesOf>;

const oneMinute = { firstDelaySeconds: 1, maxDelaySeconds: 60, forgetAfterSeconds: 300 };

/** Whoever makes this server call somebody else's, or send mail, beside signing in; and who breaks the glass. */
const callRules = {
  // 100 bits can't be guessed; this keeps the log readable and the database idle.
  'break-glass': {
    account: { freeAttempts: 5, firstDelaySeconds: 5, maxDelaySeconds: 300, forgetAfterSeconds: 3600 },
    address: { freeAttempts: 10, firstDelaySeconds: 5, maxDelaySeconds: 300, forgetAfterSeconds: 3600 },
  },
  // An issuer that is typed.
  'preview-provider': {
    account: { freeAttempts: 30, ...oneMinute },
    address: { freeAttempts: 60, ...oneMinute },
  },
  // Providers' logout notices, and whoever pretends to be one; a provider may have many people.
  'provider-logout': {
    account: { freeAttempts: 1_000, ...oneMinute },
    address: { freeAttempts: 1_000, ...oneMinute },
  },
  // A refused notice tells the connector's administrator something once, not a thousand times.
  'note-refused-logout': {
    account: { freeAttempts: 5, firstDelaySeconds: 600, maxDelaySeconds: 3_600, forgetAfterSeconds: 7_200 },
    address: { freeAttempts: 100, firstDelaySeconds: 60, maxDelaySeconds: 3_600, forgetAfterSeconds: 7_200 },
  },
  // Six digits, three of them right at any time: at an hour's delay a guess is right once in some 38 years. Only who
  // has proved the first factor gets here, so no stranger can lock anybody out.
  'second-factor': {
    account: { freeAttempts: 5, firstDelaySeconds: 5, maxDelaySeconds: 3600, forgetAfterSeconds: 86_400 },
    address: { freeAttempts: 50, firstDelaySeconds: 5, maxDelaySeconds: 300, forgetAfterSeconds: 3600 },
  },
  // A stranger must not be flooded with tests.
  'test-mail': {
    account: { freeAttempts: 10, ...oneMinute },
    address: { freeAttempts: 20, ...oneMinute },
  },
  // Whoever holds a set-up link, or guesses at one.
  'open-setup-link': {
    account: { freeAttempts: 60, ...oneMinute },
    address: { freeAttempts: 60, ...oneMinute },
  },
  'use-setup-link': {
    account: { freeAttempts: 120, ...oneMinute },
    address: { freeAttempts: 240, ...oneMinute },
  },
  'setup-link-code': {
    account: { freeAttempts: 3, firstDelaySeconds: 30, maxDelaySeconds: 900, forgetAfterSeconds: 3_600 },
    address: { freeAttempts: 10, firstDelaySeconds: 30, maxDelaySeconds: 900, forgetAfterSeconds: 3_600 },
  },
} satisfies Record<string, Slowdowns>;

export interface LimitSubject {
  /** The folded identifier: every spelling of it is one account. */
  account: string;
  /** The client's address; unknown ones share a counter. */
  address: string | undefined;
  /** The device cookie and whose account is tried, when both are there. */
  device?: { userId: string; token: string } | undefined;
}

export type Admission =
  | {
      admitted: true;
      accountKey: string;
      addressKey: string;
      knownDevice: boolean;
      failures: number;
      /** How long the next attempt will have to wait. */
      nextInSeconds: number;
    }
  | { admitted: false; retryAfterSeconds: number };

/** IPv4 counts by address, IPv6 by /64 (what one subscriber gets), an IPv4 address inside IPv6 as IPv4. */
export function addressGroup(address: string | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

const limitKey = (rule: string, kind: string, text: string) => sha256(`${rule}\n${kind}\n${text}`);

/** As the statement computes it (store-limits.ts). */
function delayAfter(
  { freeAttempts, firstDelaySeconds, maxDelaySeconds }: Slowdown,
  failures: number,
): number {
  if (failures < freeAttempts) return 0;
  return Math.min(maxDelaySeconds, firstDelaySeconds * 2 ** (failures - freeAttempts));
}

export const take = (
  { db, settings }: LimitedTenant,
  { rule, ...subject }: LimitSubject & { rule: LimitRule },
): Promise<Admission> => takeUnder(db, rule, rulesOf(settings)[rule], subject);

export type OutboundCall = keyof typeof callRules;

export const takeCall = (db: TenantDb, { rule, ...caller }: LimitSubject & { rule: OutboundCall }) =>
  takeUnder(db, rule, callRules[rule], caller);

/** A provider's notice that somebody signed out there. */
export const takeProviderLogout = (db: TenantDb, caller: LimitSubject) =>
  takeCall(db, { rule: 'provider-logout', ...caller });

/** One more event about such notices that were refused. */
export const takeRefusalNote = (db: TenantDb, what: string) =>
  takeCall(db, { rule: 'note-refused-logout', account: what, address: undefined });

async function takeUnder(
  db: TenantDb,
  rule: string,
  slowdowns: Slowdowns,
  { account, address, device }: LimitSubject,
): Promise<Admission> {
  const deviceId = device ? sha256(device.token) : '';
  const keys = {
    accountKey: limitKey(rule, 'account', account),
    addressKey: limitKey(rule, 'address', addressGroup(address)),
    deviceKey: limitKey(rule, 'device', `${device?.userId}\n${deviceId}`),
  };
  const row = await store.takePlace(db, {
    ...keys,
    userId: device?.userId ?? '',
    deviceId,
    ...slowdowns,
  });
  if (row.failures === null) {
    return { admitted: false, retryAfterSeconds: Math.max(1, Math.ceil(row.wait_seconds ?? 1)) };
  }
  const accountKey = row.known ? keys.deviceKey : keys.accountKey;
  return {
    admitted: true,
    accountKey,
    addressKey: keys.addressKey,
    knownDevice: row.known,
    failures: row.failures,
    nextInSeconds: delayAfter(slowdowns.account, row.failures),
  };
}

/** The user was deleted a moment ago: there is nobody to remember. */
function unlessUserIsGone(error: unknown): void {
  if (!isForeignKeyViolation(error)) throw error;
}

/** After a success: the account's count is cleared, the address gets back the one place that it took. */
export async function giveBack(
  db: TenantDb,
  { accountKey, addressKey, knownDevice }: Admission & { admitted: true },
  remember?: { userId: string; token: string },
): Promise<void> {
  const places = { accountKey, addressKey: knownDevice ? null : addressKey };
  const device = remember && { userId: remember.userId, deviceId: sha256(remember.token) };
  await store.givePlaceBack(db, { ...places, remember: device }).catch(unlessUserIsGone);
}

/** After a sign-in by other means than the password. @returns what the device cookie has to hold */
export async function rememberDevice(
  db: TenantDb,
  userId: string,
  token: string = newDeviceToken(),
): Promise<string> {
  await store.insertDevice(db, { userId, deviceId: sha256(token) }).catch(unlessUserIsGone);
  return token;
}
