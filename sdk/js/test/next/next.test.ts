// @gatehouse/sdk/next: handlers and middleware over a server that calls them as Next.js does. Next.js itself is not
// among this package's dependencies: what it gives (`headers()`, `NextResponse.next`) is stood in for here, and the
// adapter runs in a real Next.js in examples/next.
import { serve } from '@hono/node-server';
import { describe, expect, it, vi } from 'vitest';
import { gatehouse } from '../../src/next/index.ts';
import { behavesAsAdapter } from '../server/adapter-behaviour.ts';
import { home, type StartApp, ssoOptions, startAll, token } from '../server/app.ts';
import { api } from '../server/provider.ts';
import { Visitor } from '../server/visitor.ts';

const rendering = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(rendering.headers) }));
vi.mock('next/server', () => ({
  NextResponse: {
    next: ({ request }: { request: { headers: Headers } }) => {
      rendering.headers = request.headers;
      return new Response(null, { headers: { 'x-middleware-next': '1' } });
    },
  },
}));

const bySession = (auth: ReturnType<typeof gatehouse>) =>
  auth.requireSignIn(async (request, session) =>
    new URL(request.url).pathname === '/token'
      ? Response.json(await token(session, new URL(request.url).searchParams.get('resource') ?? undefined))
      : Response.json(home(session)),
  );

const start: StartApp = (config, port) => {
  const auth = gatehouse(config);
  const forPeople = bySession(auth);
  const page = async (request: Request) => {
    rendering.headers = request.headers;
    const { isAuthenticated, claims } = await auth.getContext();
    return Response.json({ isAuthenticated, sub: claims?.sub, name: claims?.name });
  };
  const fetch = (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/auth/')) return auth.handlers[request.method as 'GET' | 'POST'](request);
    if (pathname === '/sso') return auth.signIn(ssoOptions)(request);
    return pathname === '/' ? page(request) : forPeople(request, {});
  };
  return new Promise((ready) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () =>
      ready(() => new Promise<void>((done) => void server.close(() => done()))),
    );
  });
};

behavesAsAdapter('next', start, '/auth');

describe('next: pages and middleware', () => {
  /** Every address passes the middleware; what it lets through is rendered as a page. */
  const withMiddleware: StartApp = (config, port) => {
    const auth = gatehouse(config);
    const middleware = auth.middleware({ protect: ['/account'] });
    const fetch = async (request: Request): Promise<Response> => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/auth/')) return auth.handlers.GET(request);
      rendering.headers = request.headers;
      const passed = pathname === '/unguarded' ? new Response() : await middleware(request);
      if (passed.status !== 200) return passed;
      const context = await auth.getContext({ resource: api }).catch(({ code }) => ({ code }));
      return Response.json(context, { headers: passed.headers });
    };
    return new Promise((ready) => {
      const server = serve({ fetch, port, hostname: '127.0.0.1' }, () =>
        ready(() => new Promise<void>((done) => void server.close(() => done()))),
      );
    });
  };
  const config = { resources: [api], paths: { callback: '/auth/callback' } };

  it('a page never renews a token, since it can’t keep it: the middleware does, and the page sees it at once', async () => {
    const running = await startAll(withMiddleware, config);
    const visitor = new Visitor();
    await visitor.visit(`${running.base}/auth/sign-in?returnTo=/unguarded`);
    const asked = running.provider.count('/token');
    const unguarded = await visitor.visit(`${running.base}/unguarded`);
    expect(JSON.parse(unguarded.text)).toEqual({ code: 'unsupported' });
    expect(running.provider.count('/token')).toBe(asked);

    const page = await visitor.visit(`${running.base}/page`);
    expect(JSON.parse(page.text)).toMatchObject({
      isAuthenticated: true,
      accessToken: expect.stringMatching(/^eyJ/),
    });
    expect(page.headers.getSetCookie()).toHaveLength(1);
    expect(page.headers.get('cache-control')).toBe('no-store');
    // From now on it is in the cookie.
    expect(JSON.parse((await visitor.visit(`${running.base}/unguarded`)).text)).toMatchObject({
      accessToken: JSON.parse(page.text).accessToken,
    });
    await running.stop();
  });

  it('protects paths and all below them, and no others', async () => {
    const running = await startAll(withMiddleware, config);
    const at = async (path: string, script = false) =>
      (await new Visitor().visit(running.base + path, { follow: false, script })).status;
    expect([await at('/account'), await at('/account/orders?x=1'), await at('/account', true)]).toEqual([
      302, 302, 401,
    ]);
    expect([await at('/accounting'), await at('/')]).toEqual([200, 200]);
    await running.stop();
  });

  it('a session that the provider ended is over at the next page', async () => {
    const running = await startAll(withMiddleware, config);
    const visitor = new Visitor();
    await visitor.visit(`${running.base}/auth/sign-in`);
    const thief = visitor.copy();
    await visitor.visit(`${running.base}/auth/sign-out`, { site: 'same-origin' });
    expect((await thief.visit(`${running.base}/account`, { follow: false })).status).toBe(302);
    await running.stop();
  });
});
