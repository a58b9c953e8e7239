/** The routes that take people to the provider and back. */
import { GatehouseError, type GatehouseErrorCode } from '../core/errors.ts';
import { problemPage, refused, signOutPage } from './pages.ts';
import { isAt, type RequestScope, redirect, type StartOptions } from './request-scope.ts';
import { isPrefetch, signOutIntent } from './requests.ts';

const MAX_RETURN_TO = 1500;

/** Starts a sign-in and goes to the provider. */
export async function startSignIn(scope: RequestScope, options: StartOptions): Promise<Response> {
  // A page full of links must not push out the sign-ins that somebody really began.
  if (isPrefetch(scope.request.headers)) return refused('A sign-in is not prefetched.');
  const { given, redirectUri } = scope.server.config;
  return orProblem(scope, async () => {
    const returnTo = returnToOf(scope) ?? options.returnTo ?? given.signInOptions?.returnTo;
    const all = { ...given.signInOptions, ...options, returnTo, redirectUri };
    return redirect(scope, await scope.client.signIn(all));
  });
}

/**
 * What the address asks for; that it is a path of ours, and no bait for another site, the core's signIn checks.
 *
 * @throws GatehouseError `invalid_return_to`
 */
function returnToOf(scope: RequestScope): string | undefined {
  const given = scope.query.getAll('returnTo');
  if (given.length === 0) return undefined;
  const [returnTo = ''] = given;
  if (given.length > 1 || returnTo.length > MAX_RETURN_TO) {
    throw new GatehouseError('invalid_return_to', 'returnTo is given twice or too long');
  }
  // Coming back to the sign-in would be a circle, to the sign-out a trick.
  const { config } = scope.server;
  return Object.values(config.paths).some((path) => isAt(config, returnTo, path)) ? config.home : returnTo;
}

/** Comes back from the provider. */
export async function finishSignIn(scope: RequestScope): Promise<Response> {
  const started = scope.signIns.sealed(scope.query.get('state') ?? '');
  if (started === null) return completeSignIn(scope);
  const { callbacks } = scope.server;
  const underWay = callbacks.get(started);
  // The browser only looks at the answer to its last request: it has to be as good as the first one's.
  if (underWay) return (await underWay).clone();
  const answer = completeSignIn(scope).then((response) => scope.withCookies(response));
  callbacks.set(started, answer);
  try {
    return (await answer).clone();
  } finally {
    callbacks.delete(started);
  }
}

function completeSignIn(scope: RequestScope): Promise<Response> {
  const { origin, basePath, paths, home } = scope.server.config;
  const at = scope.target.indexOf('?');
  const url = origin + basePath + paths.callback + (at < 0 ? '' : scope.target.slice(at));
  return orProblem(scope, async () => {
    scope.storage.renewSession();
    const { returnTo } = await scope.client.handleSignInCallback(url);
    return redirect(scope, returnTo ?? home);
  });
}

/** Signs out here and at the provider; see {@link signOutIntent} for who may. */
export async function signOut(scope: RequestScope): Promise<Response> {
  const { origin, basePath, paths, home, postLogoutRedirectUri } = scope.server.config;
  const intent = signOutIntent(scope.request.method, scope.request.headers, origin);
  if (intent === 'refuse') return refused('Sign out by opening this address or by a form.');
  if (intent === 'ask') return signOutPage(basePath + paths.signOut, home);
  try {
    return redirect(scope, await scope.client.signOut({ postLogoutRedirectUri }));
  } catch (error) {
    if (!(error instanceof GatehouseError) || error.code === 'storage_error') throw error;
    // The provider can't be told; whoever wanted to leave has left here.
    scope.server.report(error);
    await scope.client.clear();
    return redirect(scope, postLogoutRedirectUri);
  }
}

const statuses: Partial<Record<GatehouseErrorCode, number>> = {
  access_denied: 403,
  storage_error: 500,
  invalid_config: 500,
  unsupported: 500,
  provider_response_invalid: 502,
  discovery_invalid: 502,
  provider_unreachable: 503,
};

const messages: Partial<Record<GatehouseErrorCode, string>> = {
  access_denied: 'You did not allow the sign-in, or you may not use this application.',
  sign_in_not_found: 'This sign-in was not started in this browser, took too long, or was already finished.',
  invalid_return_to: 'The link that brought you here is not in order.',
  provider_unreachable: 'The sign-in service does not answer at the moment. Try again in a minute.',
};

const general = 'The sign-in could not be finished. Try again; if it fails again, tell us the code below.';

/** Where the mistake is ours or the configuration's, starting again would only fail again. */
const hopeless: GatehouseErrorCode[] = ['invalid_config', 'unsupported'];
const replayed: GatehouseErrorCode[] = ['sign_in_not_found', 'state_mismatch'];

async function orProblem(scope: RequestScope, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const { home, basePath, paths } = scope.server.config;
    // Reloading the callback, or going back to it, is no problem for somebody who is signed in.
    if (replayed.includes(error.code) && (await scope.client.isAuthenticated())) return redirect(scope, home);
    scope.server.report(error);
    return problemPage({
      status: statuses[error.code] ?? 400,
      code: error.code,
      message: messages[error.code] ?? general,
      startAgain: hopeless.includes(error.code) ? undefined : basePath + paths.signIn,
      home,
    });
  }
}
