/**
 * Identifiers of users: how a username or an email is read, and the folded key under which every
 * spelling of it is one and the same. Keys are compared for equality only; people see what they typed.
 */
import { normalizeDomain } from './domains.ts';

export interface EmailAddress {
  /** As the person wrote it, with the domain in its ASCII lower-case form. */
  address: string;
  local: string;
  domain: string;
  /** The folded form that is unique among users. */
  key: string;
}

/**
 * Lower case after NFKC makes full-width and ligature spellings equal (Unicode UAX 31 section 5.2,
 * RFC 8264 section 5.2.3); composed once more because lower case can decompose ("İ").
 */
export function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

/** Never looks like an email address, so that one field can take both. */
const usernamePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}$/;

export function isUsername(text: string): boolean {
  return usernamePattern.test(text);
}

export function usernameKey(text: string): string {
  return fold(text);
}

/** RFC 5321 atoms, and RFC 6531's letters; nothing that could start another header or another address. */
const localPattern = /^[^\s"(),:;<>@[\\\]\p{C}]{1,64}$/u;

export function parseEmail(text: string): EmailAddress | undefined {
  const folded = text.normalize('NFKC').trim();
  const at = folded.lastIndexOf('@');
  if (at < 1 || folded.length > 254) return undefined;
  const local = folded.slice(0, at);
  const domain = normalizeDomain(folded.slice(at + 1));
  if (!domain || !localPattern.test(local)) return undefined;
  return { address: `${local}@${domain}`, local, domain, key: `${fold(local)}@${domain}` };
}

/**
 * An address that a directory or an identity provider gives: as it is written, or not at all. One that would become
 * somebody else's by taking an invisible character out, or by folding a look-alike (full-width letters, ligatures),
 * names nobody.
 */
export function parseGivenEmail(given: string): EmailAddress | undefined {
  const text = given.trim();
  if (text.length > 320 || /\p{C}/u.test(text)) return undefined;
  return text.normalize('NFKC') === text.normalize('NFC') ? parseEmail(text) : undefined;
}

/** Of text that is no address the fold of the whole, so that a limit by key counts it all the same. */
export function emailKey(text: string): string {
  return parseEmail(text)?.key ?? fold(text);
}

export function emailDomain(text: string): string | undefined {
  return parseEmail(text)?.domain;
}

/** E.164: a plus sign and up to 15 digits; spaces, dashes, dots and brackets are dropped. */
export function parsePhone(text: string): string | undefined {
  const compact = text.normalize('NFKC').replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{5,14}$/.test(compact) ? compact : undefined;
}
