/**
 * The rules against guessing. A check takes its place first (one statement) and gives it back on success, so
 * that parallel guesses can't slip past the counter. A device that signed in before has a counter of its own:
 * a stranger who fails on purpose slows down other strangers, never the person (issue 2 section 3).
 */
import ipaddr from 'ipaddr.js';
import { sha256 } from '../../kernel/crypto/index.ts';
import { isForeignKeyViolation, type TenantDb } from '../../kernel/db/index.ts';
import { newDeviceToken } from './devices.ts';
import * as store from './store-limits.ts';

export interface Slowdown {
  /** Attempts without any delay. */
  free: number;
  /** The delay after the last free one; it doubles with each further failure. */
  baseSeconds: number;
  capSeconds: number;
  /** The count is forgotten after this long without another attempt. */
  windowSeconds: number;
}

const minute = 60;
const hour = 60 * minute;

export const limitRules = {
  password: {
    account: { free: 5, baseSeconds: 2, capSeconds: 5 * minute, windowSeconds: hour },
    address: { free: 50, baseSeconds: 2, capSeconds: 5 * minute, windowSeconds: hour },
  },
  'issue-code': {
    account: { free: 2, baseSeconds: 30, capSeconds: 10 * minute, windowSeconds: hour },
    address: { free: 30, baseSeconds: 10, capSeconds: 10 * minute, windowSeconds: hour },
  },
  register: {
    account: { free: 10, baseSeconds: 5, capSeconds: 5 * minute, windowSeconds: hour },
    address: { free: 30, baseSeconds: 5, capSeconds: 10 * minute, windowSeconds: hour },
  },
  // An administrator who types an issuer: every look makes this server call somebody else's.
  'preview-provider': {
    account: { free: 30, baseSeconds: 1, capSeconds: minute, windowSeconds: 5 * minute },
    address: { free: 60, baseSeconds: 1, capSeconds: minute, windowSeconds: 5 * minute },
  },
} as const satisfies Record<string, { account: Slowdown; address: Slowdown }>;

export type LimitRule = keyof typeof limitRules;

export interface LimitSubject {
  rule: LimitRule;
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
function delayAfter({ free, baseSeconds, capSeconds }: Slowdown, failures: number): number {
  return failures < free ? 0 : Math.min(capSeconds, baseSeconds * 2 ** (failures - free));
}

export async function take(
  db: TenantDb,
  { rule, account, address, device }: LimitSubject,
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
    account: limitRules[rule].account,
    address: limitRules[rule].address,
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
    nextInSeconds: delayAfter(limitRules[rule].account, row.failures),
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
