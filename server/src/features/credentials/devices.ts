/** The cookie by which a browser that signed in before is known. It proves nothing; it only spares its owner delays. */
import { randomToken } from '../../kernel/crypto/index.ts';

export const deviceCookieName = (tenantId: string) => `gh_${tenantId}_device`;

/** As long as browsers keep a cookie at most. */
export const deviceCookieSeconds = 400 * 24 * 3600;

/** What is not ours is not looked up. */
export function readDeviceToken(value: string | undefined): string | undefined {
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

export const newDeviceToken = (): string => randomToken(32);
