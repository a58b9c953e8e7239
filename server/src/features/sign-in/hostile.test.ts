/** Issue 2 section 6: no malformed request makes a server error; and the same machine for programs. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, ended, password, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await startSignIn();
}, 60_000);
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
});

describe('for people who bring their own pages (DESIGN section 6)', () => {
  const json = { accept: 'application/json', 'content-type': 'application/json' };
  test('the same machine answers JSON', async () => {
    const page = await browser.begin();
    const send = async (url: string, body?: object) =>
      browser.send(url, { headers: json, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
    const first = await (await send(page.url.href)).json();
    expect(first).toMatchObject({ step: 'identifier', application: { id: 'bookstore' } });
    const moved = (await (await send(page.url.href, { identifier: 'alice' })).json()) as {
      redirectTo: string;
      step: string;
    };
    expect(moved.step).toBe('password');
    const wrong = await send(moved.redirectTo, { password: 'wrong-guess' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      code: 'sign_in.problem',
      data: { field: 'password', problem: 'password_wrong' },
    });
    const right = (await (await send(moved.redirectTo, { password, remember: true })).json()) as {
      redirectTo: string;
    };
    expect(ended(await browser.go(right.redirectTo))).toBe(true);
  });
});

describe('hostile requests', () => {
  test('a form of another site is refused', async () => {
    const page = await browser.identify('alice');
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ];
    for (const headers of foreign) {
      const answer = await browser.send(page.url.href, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ password }),
      });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('This form came from another site');
    }
  });

  const bodies: [string, RequestInit][] = [
    ['nothing', {}],
    ['NUL', { body: new URLSearchParams({ identifier: 'a\0b', password: '\0', code: '\0', email: '\0' }) }],
    ['an endless field', { body: new URLSearchParams({ identifier: 'x'.repeat(15_000) }) }],
    ['an endless body', { body: new URLSearchParams({ identifier: 'x'.repeat(100_000) }) }],
    [
      'broken percent-encoding',
      {
        body: 'identifier=%E0%A4%A&password=%',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['broken JSON', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['a JSON list', { body: '[1]', headers: { 'content-type': 'application/json' } }],
    [
      'nested JSON',
      { body: '{"identifier":{"$ne":1},"password":[1]}', headers: { 'content-type': 'application/json' } },
    ],
    ['multipart', { body: new FormData() }],
    ['XML', { body: '<a/>', headers: { 'content-type': 'text/xml' } }],
    [
      'lone surrogates in JSON',
      {
        body: '{"identifier":"\\ud800","email":"\\ud800@\\udfff.example","code":"\\ud800"}',
        headers: { 'content-type': 'application/json' },
      },
    ],
    [
      'NUL in JSON',
      {
        body: '{"identifier":"\\u0000","password":"\\u0000"}',
        headers: { 'content-type': 'application/json' },
      },
    ],
    ['lone surrogates', { body: new URLSearchParams({ identifier: '\ud800@\udfff', email: '\ud800' }) }],
  ];
  test.each(bodies)('no server error for %s', async (_name, init) => {
    await world.experience({ signIn: { emailCode: true } });
    const page = await browser.identify('alice');
    const base = page.url.href.replace('/password', '');
    const steps =
      'identifier password email-code email-code/resend register verify-email verify-email/resend register-password forgot-password reset-code reset-password sso sso-required prove-local-account continue-as consent finish start-sso nonsense __proto__ constructor'.split(
        ' ',
      );
    for (const step of steps) {
      const answer = await browser.send(`${base}/${step}`, { method: 'POST', ...init });
      expect([step, answer.status >= 500]).toEqual([step, false]);
      await answer.body?.cancel();
    }
    await world.experience({ signIn: { emailCode: false } });
  });

  test.each([
    '/sign-in/%00',
    '/sign-in/%00/password',
    '/sign-in/x/%00',
    '/sign-in/%E0%A4%A/x',
    '/callback/%00?state=x',
    '/callback/nobody',
    '/callback/nobody?state=%00&code=%00',
    `/sign-in/${'x'.repeat(5000)}`,
    '/sign-in/x/sso-return?token=%00',
    '/sign-in/x/y/z',
    '/sign-in//password',
  ])('no server error for %s', async (path) => {
    const answer = await browser.send(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    await answer.body?.cancel();
  });
});
