/**
 * Time-based one-time passwords (RFC 6238, upon HOTP of RFC 4226) as every authenticator app knows them: HMAC-SHA-1,
 * six digits, thirty seconds. Pure: whether a step was used before is the store's to know.
 */
import { Secret, TOTP } from 'otpauth';
import { constantTimeEqual } from '../../kernel/crypto/index.ts';

const periodSeconds = 30;

/** RFC 4226 section 4 requirement R6 recommends 160 bits. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

interface Named {
  /** Who asks for the codes: shown in the app. */
  issuer: string;
  /** Whose account it is. */
  label: string;
}

/** The app ends the issuer at the first colon. */
const withoutColon = (text: string) => text.replaceAll(':', ' ').trim();

const generator = (secret: string, { issuer, label }: Named = { issuer: '', label: '' }) =>
  new TOTP({
    issuer: withoutColon(issuer),
    label: withoutColon(label),
    algorithm: 'SHA1',
    digits: 6,
    period: periodSeconds,
    secret: Secret.fromBase32(secret),
  });

/** What the QR code says. */
export const otpauthUri = (secret: string, named: Named): string => generator(secret, named).toString();

/** As people type it: groups of four. */
export const inGroups = (text: string): string => (text.match(/.{1,4}/g) ?? []).join(' ');

/** What was typed or pasted, if it has the form of such a code. */
export function digitsOf(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/**
 * The time step whose code was given: the present one, or its neighbour on either side, for clocks that differ and
 * people who type slowly (RFC 6238 section 5.2). All three are compared, whichever fits.
 */
export function stepOf(secret: string, digits: string, now: Date): number | undefined {
  const present = Math.floor(now.getTime() / 1_000 / periodSeconds);
  const totp = generator(secret);
  let found: number | undefined;
  for (const step of [present - 1, present, present + 1]) {
    const code = totp.generate({ timestamp: step * periodSeconds * 1_000 });
    if (constantTimeEqual(code, digits)) found = step;
  }
  return found;
}
