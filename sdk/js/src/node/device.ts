/** Sign-in by device code (RFC 8628): for tools and devices that can't open a browser themselves. */
import { isSecure, parseUrl } from '../core/addresses.ts';
import type { GatehouseClient } from '../core/client.ts';
import { GatehouseError } from '../core/errors.ts';
import { redeemDeviceCode, type TokenSet } from '../core/grants.ts';
import { bodyOf, broken, type Json } from '../core/http.ts';
import { internalsOf } from '../core/internals.ts';
import type { Provider } from '../core/provider.ts';
import { newSession, writeSession } from '../core/session.ts';
import { inTurn } from '../core/turns.ts';

/** RFC 8628 section 3.2: when the provider names none, in seconds. */
const defaultInterval = 5;

/** What to show the person. Say only to whom they are about to give access: never send the code to somebody else. */
export interface DevicePrompt {
  /** What to type in on the other device. */
  userCode: string;
  /** Where to type it in. */
  verificationUri: string;
  /** The same with the code filled in, to click or to show as a QR code. */
  verificationUriComplete?: string;
  /** Until when the code works. */
  expiresAt: Date;
}

/** How to sign in by device code. */
export interface DeviceSignInOptions {
  /** Shows the person where to go. Waited for before the first question to the provider. */
  onPrompt(prompt: DevicePrompt): void | Promise<void>;
  /** Gives up when aborted; the call then throws the signal's reason. */
  signal?: AbortSignal;
  /** Waits so many milliseconds; for tests. */
  sleep?(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Signs in by device code and keeps the session in the client's storage. Asks the provider at the pace that it sets
 * (RFC 8628 section 3.5), through outages, until the person has agreed or the code has expired.
 * @param client of an app that may use the device grant
 * @param options what to show, and when to give up
 * @throws GatehouseError `unsupported` when the provider has no device flow; `access_denied`; `provider_error` with
 *   `details.error` `expired_token` when nobody agreed in time; `id_token_invalid`; `provider_unreachable` when even
 *   the start fails
 */
export async function signInWithDevice(client: GatehouseClient, options: DeviceSignInOptions): Promise<void> {
  const { provider, storage } = internalsOf(client);
  options.signal?.throwIfAborted();
  const address = await provider.endpoint('device_authorization_endpoint');
  const { scope, resources: resource } = provider.config;
  const answer = bodyOf(await provider.post(address, { scope, resource }, options.signal));
  const offer = readOffer(answer, provider.clock.now());
  await options.onPrompt(offer.prompt);
  const tokens = await poll(provider, offer, options);
  await inTurn(storage, () => writeSession(storage, newSession(tokens, provider.clock.now())));
}

/** RFC 8628 section 3.2. */
interface Offer {
  deviceCode: string;
  /** Seconds between two questions. */
  interval: number;
  prompt: DevicePrompt;
}

async function poll(
  provider: Provider,
  { deviceCode, interval, prompt }: Offer,
  { signal, sleep = defaultSleep }: DeviceSignInOptions,
): Promise<TokenSet> {
  for (let pause = interval; provider.clock.now() < prompt.expiresAt.getTime(); ) {
    await sleep(pause * 1000, signal);
    signal?.throwIfAborted();
    try {
      return await redeemDeviceCode(provider, deviceCode, signal);
    } catch (error) {
      pause = nextPause(error, pause);
    }
  }
  throw expired();
}

/** RFC 8628 section 3.5; what isn't a reason to ask again is thrown. */
function nextPause(error: unknown, pause: number): number {
  const { code, details } = error as GatehouseError;
  if (details?.error === 'authorization_pending') return pause;
  if (details?.error === 'slow_down') return pause + 5;
  if (code === 'provider_unreachable') return Math.min(pause * 2, 60);
  throw details?.error === 'expired_token' ? expired(error) : error;
}

function expired(cause?: unknown): GatehouseError {
  return new GatehouseError('provider_error', 'the device code has expired', {
    hint: 'Nobody agreed in time. Start again.',
    details: { error: 'expired_token' },
    cause,
  });
}

/** What is shown goes to a terminal: nothing but plain text, and only addresses that are safe to visit. */
function readOffer(answer: Json, now: number): Offer {
  const userCode = text(answer.user_code, 'user_code');
  if (!/^[\x21-\x7e ]{1,64}$/.test(userCode)) throw broken('the device answer has an unprintable user_code');
  const complete = answer.verification_uri_complete;
  return {
    deviceCode: text(answer.device_code, 'device_code'),
    interval: answer.interval === undefined ? defaultInterval : positive(answer.interval, 'interval'),
    prompt: {
      userCode,
      verificationUri: link(answer.verification_uri),
      ...(complete !== undefined && { verificationUriComplete: link(complete) }),
      expiresAt: new Date(now + positive(answer.expires_in, 'expires_in') * 1000),
    },
  };
}

function link(value: unknown): string {
  const url = parseUrl(value);
  if (!url || !isSecure(url)) throw broken('the device answer has no usable verification address');
  return url.href;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw broken(`the device answer has no ${name}`);
  return value;
}

function positive(value: unknown, name: string): number {
  const number = Number(value);
  if (!(number > 0 && Number.isFinite(number))) throw broken(`the device answer has no usable ${name}`);
  return number;
}

function defaultSleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });
}
