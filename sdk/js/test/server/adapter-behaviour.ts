/** What every adapter does, whatever the framework: run by each one's test over real HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemorySessionStore } from '../../src/server/index.ts';
import { type Running, type StartApp, startAll } from './app.ts';
import { api } from './provider.ts';
import { Visitor } from './visitor.ts';

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

/** @param prefix where the routes lie; Next.js has them under /auth */
export function behavesAsAdapter(name: string, startApp: StartApp, prefix = ''): void {
  const paths = {
    signIn: `${prefix}/sign-in`,
    signUp: `${prefix}/sign-up`,
    callback: `${prefix}/callback`,
    signOut: `${prefix}/sign-out`,
    backchannelLogout: `${prefix}/backchannel-logout`,
  };
  describe(`${name}: session in the cookie`, () => {
    let running: Running;
    beforeAll(async () => {
      running = await startAll(startApp, { resources: [api], scopes: ['books:read'], paths });
    });
    afterAll(() => running.stop());

    it('signs in, knows who it is, gives access tokens, signs out', async () => {
      const visitor = new Visitor();
      const { base } = running;
      expect(json((await visitor.visit(`${base}/`)).text)).toEqual({ isAuthenticated: false });
      const signedIn = await visitor.visit(base + paths.signIn);
      expect(signedIn.url).toBe(`${base}/`);
      expect(json(signedIn.text)).toMatchObject({ isAuthenticated: true, sub: 'alice', name: 'Alice Adams' });

      const answer = await visitor.visit(`${base}/token?resource=${encodeURIComponent(api)}`);
      expect(json(answer.text)).toEqual({ token: expect.stringMatching(/^eyJ/) });
      // The new token is in the cookie: the same one comes again, and the provider isn't asked.
      const asked = running.provider.count('/token');
      const again = await visitor.visit(`${base}/token?resource=${encodeURIComponent(api)}`);
      expect(json(again.text)).toEqual(json(answer.text));
      expect(running.provider.count('/token')).toBe(asked);

      const out = await visitor.visit(base + paths.signOut, { site: 'same-origin', follow: false });
      expect(out.headers.get('location')).toMatch(`${running.provider.issuer}/session/end`);
      expect(json((await visitor.visit(`${base}/`)).text)).toEqual({ isAuthenticated: false });
    });

    it('a response that sets a session is for nobody else: no-store, HttpOnly, SameSite=Lax, no Domain', async () => {
      const visitor = new Visitor();
      await visitor.visit(running.base + paths.signIn);
      const answer = await visitor.visit(`${running.base}/token?resource=${encodeURIComponent(api)}`);
      expect(answer.headers.getSetCookie()).toHaveLength(1);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      for (const cookie of visitor.setCookies.filter((cookie) => cookie.startsWith('gatehouse_app'))) {
        expect(cookie).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
      }
      const plain = await visitor.visit(`${running.base}/`);
      expect(plain.headers.getSetCookie()).toEqual([]);
    });

    it('requireSignIn sends a page to the sign-in and back, and tells a script', async () => {
      const visitor = new Visitor();
      const script = await visitor.visit(`${running.base}/private?a=1`, { script: true });
      expect([script.status, json(script.text)]).toEqual([
        401,
        { code: 'not_authenticated', message: 'Nobody is signed in.', signIn: paths.signIn },
      ]);
      const page = await visitor.visit(`${running.base}/private?a=1&b=%2F`);
      expect(page.url).toBe(`${running.base}/private?a=1&b=%2F`);
      expect(json(page.text)).toMatchObject({ sub: 'alice' });
      expect((await visitor.visit(`${running.base}/private`, { script: true })).status).toBe(200);
    });

    it('signIn() begins a sign-in of its own kind', async () => {
      const visitor = new Visitor();
      const start = await visitor.visit(`${running.base}/sso`, { follow: false });
      expect(new URL(start.headers.get('location') ?? '').searchParams.get('login_hint')).toBe(
        'anna@acme.example',
      );
      expect(start.headers.getSetCookie()).toHaveLength(1);
      expect((await visitor.visit(`${running.base}/sso`)).url).toBe(`${running.base}/private`);
    });

    it('signs out by a form of its own page', async () => {
      const visitor = new Visitor();
      await visitor.visit(running.base + paths.signIn);
      const out = await visitor.visit(running.base + paths.signOut, {
        method: 'POST',
        site: 'same-origin',
        body: '',
        follow: false,
      });
      expect(out.status).toBe(303);
      expect(visitor.names('gatehouse_app')).toEqual([]);
    });

    it('a refused sign-in ends on a page, not in an error of the application', async () => {
      running.provider.error = 'access_denied';
      const page = await new Visitor().visit(running.base + paths.signIn);
      running.provider.error = undefined;
      expect(page.status).toBe(403);
      expect(page.headers.get('content-type')).toMatch('text/html');
      expect(page.text).toContain('access_denied');
      expect(page.text).not.toContain('<script>');
    });
  });

  describe(`${name}: session in a store`, () => {
    let running: Running;
    beforeAll(async () => {
      const sessionStore = new MemorySessionStore();
      running = await startAll(startApp, { resources: [api], sessionStore, paths });
    });
    afterAll(() => running.stop());

    it('OpenID Connect Back-Channel Logout 1.0: the provider ends a session', async () => {
      const visitor = new Visitor();
      await visitor.visit(running.base + paths.signIn);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const token = await running.provider.sign({ aud: 'shop', sub: 'alice', events }, { typ: 'logout+jwt' });
      const told = await new Visitor().visit(running.base + paths.backchannelLogout, {
        method: 'POST',
        site: 'cross-site',
        body: new URLSearchParams({ logout_token: token }).toString(),
      });
      expect([told.status, told.text, told.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
      expect(json((await visitor.visit(`${running.base}/`)).text)).toEqual({ isAuthenticated: false });
    });
  });
}
