// What kind of request is this? By Fetch Metadata, and by what browsers send that have none.
import { describe, expect, it } from 'vitest';
import { isNavigation, pathAndQuery, signOutIntent } from '../../src/server/requests.ts';

const page = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a navigation', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['a page', page, true],
    ['a frame', { ...page, 'sec-fetch-dest': 'iframe' }, false],
    ['a fetch that asks for HTML', { ...page, 'sec-fetch-mode': 'cors', accept: 'text/html' }, false],
    ['an older browser', { accept: 'text/html,application/xhtml+xml' }, true],
    ['an older script', { accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' }, false],
    ['the fetch of Node', { accept: '*/*', 'sec-fetch-mode': 'cors' }, false],
    ['nothing', {}, false],
  ])('%s', (_what, headers, expected) => {
    expect(isNavigation(new Headers(headers))).toBe(expected);
  });
});

describe('signing out without Fetch Metadata, by Origin and Referer', () => {
  const origin = 'http://shop.example';
  it.each<[string, string, Record<string, string>, string]>([
    ['our own page', 'GET', { referer: `${origin}/account` }, 'sign_out'],
    ['the address bar', 'GET', {}, 'sign_out'],
    ['another site', 'GET', { referer: 'http://evil.example/' }, 'ask'],
    ['a site whose name begins like ours', 'GET', { referer: `${origin}.evil.example/` }, 'ask'],
    ['a Referer that is no address', 'GET', { referer: 'shop' }, 'ask'],
    ['our own form', 'POST', { origin }, 'sign_out'],
    ['a form of another site', 'POST', { origin: 'http://evil.example' }, 'ask'],
    ['a form of another site with our Referer', 'POST', { origin: 'null', referer: `${origin}/` }, 'ask'],
    ['our own page on another port', 'POST', { origin: `${origin}:8080` }, 'ask'],
    ['a prefetch', 'GET', { purpose: 'prefetch' }, 'refuse'],
  ])('%s', (_what, method, headers, expected) => {
    expect(signOutIntent(method, new Headers(headers), origin)).toBe(expected);
  });

  it('Fetch Metadata, where it is there, counts more than Origin', () => {
    const headers = { ...page, 'sec-fetch-site': 'cross-site', origin };
    expect(signOutIntent('POST', new Headers(headers), origin)).toBe('ask');
    // A page with Referrer-Policy: no-referrer posts its own forms with Origin: null.
    expect(signOutIntent('POST', new Headers({ ...page, origin: 'null' }), origin)).toBe('sign_out');
  });
});

it.each([
  ['/a?b=1', '/a?b=1'],
  ['//evil.example/a', '//evil.example/a'],
  ['http://evil.example/a?b', '/a?b'],
  ['HTTPS://evil.example', '/'],
  ['*', null],
  ['evil.example:443', null],
  ['ftp://evil.example/', null],
  ['http://', null],
])('the request target %j has the path %j', (target, expected) => {
  expect(pathAndQuery(target)).toBe(expected);
});
