/** Reading of single values. */

export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** By name or address; RFC 6761 section 6.3 reserves localhost and the names under it. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

export interface KeyList {
  keys: ReadonlyMap<string, Buffer>;
  currentKeyId: string;
}

const entry = /^([\w-]{1,40}):([A-Za-z0-9+/]{43}=?)$/;

/** `id:base64,id2:base64`; the first is the current one. */
export function parseKeyList(text: string): KeyList | undefined {
  const pairs = splitList(text).map((item) => entry.exec(item));
  const keys = new Map(pairs.map((pair) => [pair?.[1] ?? '', Buffer.from(pair?.[2] ?? '', 'base64')]));
  const currentKeyId = pairs[0]?.[1];
  if (currentKeyId === undefined || pairs.includes(null) || keys.size !== pairs.length) return undefined;
  return { keys, currentKeyId };
}

export const isKeyList = (text: string): boolean => parseKeyList(text) !== undefined;

/** Where `gatehouse idp-simulator` listens when nothing else is said. */
export const simulatorPort = 4000;
