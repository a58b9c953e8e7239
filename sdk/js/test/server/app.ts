/** The application that every adapter's test builds with its framework. */
import type { GatehouseSession, ServerConfig, StartOptions } from '../../src/server/index.ts';
import { TestProvider } from './provider.ts';

/**
 * Starts an application on 127.0.0.1 with these routes, and gives a function that stops it:
 * - `GET /` answers {@link home}; `GET /token?resource=…` answers {@link token};
 * - `GET /private` behind requireSignIn, `GET /sso` by `signIn(ssoOptions)`.
 */
export type StartApp = (config: ServerConfig, port: number) => Promise<() => Promise<void>>;

export const ssoOptions: StartOptions = { loginHint: 'anna@acme.example', returnTo: '/private' };

export const home = ({ isAuthenticated, claims, userInfo }: GatehouseSession) => ({
  isAuthenticated,
  sub: claims?.sub,
  name: claims?.name,
  userInfo,
});

/** An access token, or the code of the error. */
export async function token(session: GatehouseSession, resource: string | undefined) {
  try {
    return { token: await session.getAccessToken(resource) };
  } catch (error) {
    return { code: (error as { code?: string }).code };
  }
}

export interface Running {
  base: string;
  provider: TestProvider;
  errors: { code: string }[];
  stop(): Promise<void>;
}

export const secret = 'a cookie secret of more than 32 characters';

/** An application and its provider. */
export async function startAll(startApp: StartApp, config: Partial<ServerConfig> = {}): Promise<Running> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const callback = config.paths?.callback ?? '/callback';
  const provider = await TestProvider.start([`${base}${callback}`]);
  const errors: { code: string }[] = [];
  const all: ServerConfig = {
    issuer: provider.issuer,
    appId: 'shop',
    appSecret: 'secret-of-the-shop',
    baseUrl: base,
    cookieSecret: secret,
    onError: (error) => errors.push(error),
    ...config,
  };
  const stopApp = await startApp(all, port);
  const stop = async () => {
    await stopApp();
    await provider.stop();
  };
  return { base, provider, errors, stop };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}
