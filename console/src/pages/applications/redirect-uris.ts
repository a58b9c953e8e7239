/** What is wrong with redirect URIs, said while they are typed. The server's rules are stricter and have the last word. */
import { defineMessages } from '../../app/i18n.ts';
import type { Problems } from '../../patterns/form.ts';
import type { ApplicationType } from './types.ts';

export const uriMessages = defineMessages(
  {
    needed: 'This is needed.',
    absolute: 'This is not an address like https://example.com/callback.',
    fragment: 'An address with # is not possible here.',
    credentials: 'No user name or password in an address.',
    wildcard: 'No wildcards: add each address.',
    https: 'This must start with https://. Only localhost may use http://.',
    scheme: 'Use https://, http://localhost, or a scheme like com.example.app:/callback.',
    loopback: 'Use http:// for localhost.',
    twice: 'This address is in the list already.',
    origin: 'Only the origin, like https://app.example.com, without a path.',
    web: 'This is not an address like https://example.com.',
  },
  {
    needed: '此项必填。',
    absolute: '这不是有效的网址，例如 https://example.com/callback。',
    fragment: '此处的地址不能包含 #。',
    credentials: '地址中不能包含用户名或密码。',
    wildcard: '不支持通配符，请逐个添加地址。',
    https: '必须以 https:// 开头，仅 localhost 可使用 http://。',
    scheme: '请使用 https://、http://localhost 或类似 com.example.app:/callback 的协议。',
    loopback: 'localhost 请使用 http://。',
    twice: '列表中已有此地址。',
    origin: '仅填写来源，例如 https://app.example.com，不含路径。',
    web: '这不是有效的网址，例如 https://example.com。',
  },
);

export type UriMessages = (typeof uriMessages)['en'];

export interface UriRules {
  type: ApplicationType;
  /** A development tenant may use http with any host. */
  development: boolean;
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];
const isLoopback = ({ hostname }: URL) =>
  loopbackHosts.includes(hostname) || hostname.endsWith('.localhost') || hostname.startsWith('127.');

/** RFC 8252 section 7.1: a scheme of one's own is a domain name in reverse. */
const privateUse = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;

function schemeProblem(url: URL, { type, development }: UriRules, m: UriMessages): string | undefined {
  const { protocol } = url;
  if (type === 'native') {
    if (protocol === 'https:') return isLoopback(url) ? m.loopback : undefined;
    return privateUse.test(protocol) || (protocol === 'http:' && isLoopback(url)) ? undefined : m.scheme;
  }
  const plain = protocol === 'http:' && (isLoopback(url) || development);
  return protocol === 'https:' || plain ? undefined : m.https;
}

export function redirectUriProblem(value: string, rules: UriRules, m: UriMessages): string | undefined {
  if (value === '') return m.needed;
  const url = /^[\x21-\x7e]+$/.test(value) ? URL.parse(value) : null;
  if (!url) return m.absolute;
  if (value.includes('#')) return m.fragment;
  if (url.username || url.password) return m.credentials;
  if (url.hostname.includes('*')) return m.wildcard;
  return schemeProblem(url, rules, m);
}

export function originProblem(value: string, m: UriMessages): string | undefined {
  if (value === '') return m.needed;
  return /^https?:/.test(value) && URL.parse(value)?.origin === value ? undefined : m.origin;
}

/** Problems of each address of a list, by the path of its field: `redirectUris.0`. */
export function listProblems(
  path: string,
  list: readonly string[],
  problemOf: (value: string) => string | undefined,
  m: UriMessages,
): Problems {
  const problems: Problems = {};
  for (const [place, value] of list.entries()) {
    const problem = problemOf(value) ?? (list.indexOf(value) < place ? m.twice : undefined);
    if (problem) problems[`${path}.${place.toString()}`] = problem;
  }
  return problems;
}
