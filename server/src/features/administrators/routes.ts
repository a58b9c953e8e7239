/** The hosted pages behind an invitation, at the tenant of the administrators. */
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { AppError } from '../../kernel/errors/index.ts';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Oidc } from '../oidc/index.ts';
import { adminTenantOnly } from '../setup/index.ts';
import {
  answerPage,
  answerPageError,
  answerRedirect,
  type Fields,
  newPasswordProblem,
  pageProblem,
  personOf,
  readFields,
  type StepProblem,
} from '../sign-in/index.ts';
import type { Sso } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User, Users } from '../users/index.ts';
import {
  invitationConfirmPage,
  invitationExpiredPage,
  invitationPage,
  invitationSignInPage,
} from './pages/invitation.tsx';
import type { Invitation } from './schema.ts';
import type { InvitationService } from './service.ts';

type C = Context<AppEnv>;

export interface InvitationRoutesDeps {
  service: InvitationService;
  users: Pick<Users, 'findByIdentifier'>;
  oidc: Pick<Oidc, 'sessions' | 'accountSignInUrl'>;
  sso: Pick<Sso, 'enforcedConnectorFor'>;
  pageContext: PageContexts;
  /** Where to go once somebody is an administrator. */
  doneUrl(user: Pick<User, 'email'>): Promise<string>;
}

type Deps = InvitationRoutesDeps;

/** Remembers, while somebody signs in, which invitation to come back to. The link itself is what counts. */
const cookieName = 'gh_admin_invitation';
const cookieSeconds = 3600;
const tokenPattern = '[A-Za-z0-9_-]{43}';

const tenantOf = (c: C) => c.get('tenant') as Tenant;
const base = (c: C) => `${tenantOf(c).basePath}/invitation`;

/** Who may accept: somebody new, who makes an account; or the person with the invited address, signed in. */
type Guest = { kind: 'new' } | { kind: 'signs-in' } | { kind: 'signed-in'; user: User };

async function guestOf({ users, oidc, sso }: Deps, c: C, { email }: Invitation): Promise<Guest> {
  const tenant = tenantOf(c);
  const user = await users.findByIdentifier(tenant.db, { email });
  // People of an enforced domain have no password: single sign-on makes their account.
  if (!user && !(await sso.enforcedConnectorFor(tenant, { email }))) return { kind: 'new' };
  const session = await oidc.sessions.current(tenant, c.env.incoming, c.env.outgoing);
  // Who is suspended has no session.
  return user && session?.userId === user.id ? { kind: 'signed-in', user } : { kind: 'signs-in' };
}

const contextOf = ({ pageContext }: Deps, c: C) =>
  pageContext(tenantOf(c), { acceptLanguage: c.req.header('accept-language') });

async function expired(deps: Deps, c: C): Promise<Response> {
  const context = await contextOf(deps, c);
  const html = invitationExpiredPage(context, { signInUrl: `${context.basePath}/sign-in` });
  return answerPage(c, context, html, { status: 410, staysHere: true });
}

interface Visit {
  token: string;
  invitation: Invitation;
}

async function newForm(
  deps: Deps,
  c: C,
  { token, invitation }: Visit,
  wrong?: { problem: StepProblem; fields: Fields },
): Promise<Response> {
  const context = await contextOf(deps, c);
  const html = invitationPage(context, {
    email: invitation.email,
    role: context.t(`role.${invitation.role}`),
    action: `${base(c)}/${token}`,
    problems: wrong && [pageProblem(context.t, wrong.problem)],
    values: wrong && { name: wrong.fields.get('name') },
    minLength: tenantOf(c).settings.passwords.minLength,
  });
  return answerPage(c, context, html, { status: wrong ? 400 : 200, staysHere: true });
}

async function show(deps: Deps, c: C, token: string): Promise<Response> {
  const invitation = await deps.service.find(tenantOf(c).db, token);
  if (!invitation) return expired(deps, c);
  const guest = await guestOf(deps, c, invitation);
  if (guest.kind === 'new') return newForm(deps, c, { token, invitation });
  const context = await contextOf(deps, c);
  const role = context.t(`role.${invitation.role}`);
  const action = `${base(c)}/${token}`;
  const html =
    guest.kind === 'signed-in'
      ? invitationConfirmPage(context, { role, action, person: personOf(guest.user) })
      : invitationSignInPage(context, { role, email: invitation.email, signInUrl: `${action}/sign-in` });
  return answerPage(c, context, html, { staysHere: true });
}

async function done({ doneUrl }: Deps, c: C, user: Pick<User, 'email'>): Promise<Response> {
  deleteCookie(c, cookieName, { path: base(c) });
  return answerRedirect(c, await doneUrl(user));
}

async function create(deps: Deps, c: C, visit: Visit): Promise<Response> {
  const { db, settings } = tenantOf(c);
  const fields = await readFields(c);
  const name = fields.get('name').trim().slice(0, 256);
  const password = fields.get('password');
  const identifiers = [visit.invitation.email, name];
  const problem = newPasswordProblem('password', password, settings.passwords.minLength, identifiers);
  if (problem) return newForm(deps, c, visit, { problem, fields });
  const user = await deps.service.acceptAsNew(db, visit.token, { name: name || undefined, password });
  return done(deps, c, user);
}

async function submit(deps: Deps, c: C, token: string): Promise<Response> {
  const { db } = tenantOf(c);
  const invitation = await deps.service.find(db, token);
  if (!invitation) return expired(deps, c);
  const guest = await guestOf(deps, c, invitation);
  const again = () => answerRedirect(c, `${base(c)}/${token}`);
  if (guest.kind === 'signs-in') return again();
  try {
    if (guest.kind === 'new') return await create(deps, c, { token, invitation });
    await deps.service.accept(db, token, guest.user.id);
    return await done(deps, c, guest.user);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'administrator_invitation.gone') return expired(deps, c);
    // The address has become somebody's meanwhile: they sign in.
    if (error.code === 'user.identifier_taken') return again();
    throw error;
  }
}

/** To the sign-in and back: by GET, as it leads to identity providers, which `form-action` would stop. */
async function signIn(deps: Deps, c: C, token: string): Promise<Response> {
  const tenant = tenantOf(c);
  const invitation = await deps.service.find(tenant.db, token);
  if (!invitation) return expired(deps, c);
  setCookie(c, cookieName, token, {
    path: base(c),
    maxAge: cookieSeconds,
    httpOnly: true,
    sameSite: 'Lax',
    secure: tenant.baseUrl.startsWith('https:'),
  });
  const redirect = { redirect_uri: `${tenant.baseUrl}/invitation/signed-in`, login_hint: invitation.email };
  return answerRedirect(c, deps.oidc.accountSignInUrl(tenant, redirect));
}

/** Its code is never redeemed: the session is what counts. */
function signedIn(c: C): Response {
  const token = getCookie(c, cookieName) ?? '';
  const known = new RegExp(`^${tokenPattern}$`).test(token);
  return answerRedirect(c, known ? `${base(c)}/${token}` : `${tenantOf(c).basePath}/account`);
}

export function createInvitationRoutes(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const page = `/invitation/:token{${tokenPattern}}` as const;
  const token = (c: C) => c.req.param('token') ?? '';
  app.onError((error, c) => answerPageError(deps, c, error));
  app.use('/invitation/*', adminTenantOnly, sameOriginOnly);
  app.get('/invitation/signed-in', signedIn);
  app.get(page, (c) => show(deps, c, token(c)));
  app.post(page, (c) => submit(deps, c, token(c)));
  app.get(`${page}/sign-in`, (c) => signIn(deps, c, token(c)));
  return app;
}
