/** Reads a JWT without judging it. Who needs judgement: id-token.ts and `@gatehouse/sdk/api`. */
import { type Json, parseObject } from './http.ts';

/** Header and claims of a compact JWS, or undefined when the text is none. */
export function decodeJwt(token: string): { header: Json; claims: Json } | undefined {
  const parts = token.split('.');
  const [header, claims] = parts.slice(0, 2).map(decodePart);
  return parts.length === 3 && header && claims ? { header, claims } : undefined;
}

/** Bytes as base64url (RFC 4648 section 5). */
export function base64url(bytes: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** The hash of a text, as bytes. */
export function digest(algorithm: string, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest(algorithm, new TextEncoder().encode(text));
}

function decodePart(part: string): Json | undefined {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return parseObject(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
