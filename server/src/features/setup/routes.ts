/** The pages behind the set-up link, at the tenant of the administrators. */
import { type Context, Hono } from 'hono';
import { AppError } from '../../kernel/errors/index.ts';
import { type AppEnv, sameOriginOnly } from '../../kernel/http/index.ts';
import { parseEmail } from '../../protocol/identifiers.ts';
import type { PageContexts } from '../experience/index.ts';
import {
  answerPage,
  answerRedirect,
  type Fields,
  newPasswordProblem,
  pageProblem,
  readFields,
  type StepProblem,
} from '../sign-in/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { setupDonePage, setupExpiredPage, setupPage } from './pages/setup.tsx';
import type { SetupService } from './service.ts';

type C = Context<AppEnv>;

export interface SetupRoutesDeps {
  service: SetupService;
  pageContext: PageContexts;
  /** Where administrators go until there is a console. */
  referenceUrl: string;
}

const tenantOf = (c: C) => c.get('tenant') as Tenant;

export function createSetupRoutes({ service, pageContext, referenceUrl }: SetupRoutesDeps): Hono<AppEnv> {
  const contextOf = (c: C) => pageContext(tenantOf(c), { acceptLanguage: c.req.header('accept-language') });

  async function expired(c: C): Promise<Response> {
    const context = await contextOf(c);
    const html = setupExpiredPage(context, { signInUrl: `${context.basePath}/sign-in` });
    return answerPage(c, context, html, { status: 410, staysHere: true });
  }

  async function form(c: C, token: string, problem?: StepProblem, fields?: Fields): Promise<Response> {
    const context = await contextOf(c);
    const html = setupPage(context, {
      action: `${context.basePath}/setup/${token}`,
      problems: problem && [pageProblem(context.t, problem)],
      values: fields && { email: fields.get('email'), name: fields.get('name') },
      minLength: tenantOf(c).settings.passwords.minLength,
    });
    return answerPage(c, context, html, { status: problem ? 400 : 200, staysHere: true });
  }

  async function show(c: C, token: string): Promise<Response> {
    const email = await service.doneEmail(token);
    if (email !== undefined) {
      const context = await contextOf(c);
      return answerPage(c, context, setupDonePage(context, { email, referenceUrl }), { staysHere: true });
    }
    return (await service.isOpen(token)) ? form(c, token) : expired(c);
  }

  function problemOf(c: C, fields: Fields): StepProblem | undefined {
    const email = fields.get('email').trim();
    if (email === '') return { field: 'email', code: 'email_required' };
    if (!parseEmail(email)) return { field: 'email', code: 'email_invalid' };
    const { minLength } = tenantOf(c).settings.passwords;
    return newPasswordProblem('password', fields.get('password'), minLength, [email, fields.get('name')]);
  }

  async function submit(c: C, token: string): Promise<Response> {
    const fields = await readFields(c);
    if (!(await service.isOpen(token))) return expired(c);
    const problem = problemOf(c, fields);
    if (problem) return form(c, token, problem, fields);
    const [email, name] = [fields.get('email').trim(), fields.get('name').trim().slice(0, 256)];
    try {
      const user = await service.useLink(token, {
        email,
        name: name || undefined,
        password: fields.get('password'),
      });
      return answerRedirect(c, `${tenantOf(c).basePath}/setup/${await service.issueDone(user)}`);
    } catch (error) {
      if (error instanceof AppError && error.code === 'setup.administrator_exists') return expired(c);
      throw error;
    }
  }

  const app = new Hono<AppEnv>();
  app.use('/setup/*', async (c, next) => {
    // Other tenants have no such pages.
    if (tenantOf(c).id !== 'admin') return c.notFound();
    await next();
  });
  app.use('/setup/*', sameOriginOnly);
  app.get('/setup/:token{[A-Za-z0-9_-]{43}}', (c) => show(c, c.req.param('token')));
  app.post('/setup/:token{[A-Za-z0-9_-]{43}}', (c) => submit(c, c.req.param('token')));
  return app;
}
