/** The portal's addresses: what a link opens, and the pages behind it, which are for its holder alone. */
import { Hono } from 'hono';
import type { AppEnv } from '../../kernel/http/index.ts';
import { sameOriginOnly } from '../../kernel/http/index.ts';
import { answerPageError } from '../sign-in/index.ts';
import { renew, showHealth, showRenewal, showRenewalVerdict } from './after.ts';
import { checkCode, sendCode, showCode } from './code.ts';
import { checkFormToken, type PostedForm, readForm } from './form.ts';
import { nextStep } from './progress.ts';
import {
  chooseProvider,
  goTo,
  saveConnection,
  showConnection,
  showInstructions,
  showProviders,
} from './steps.ts';
import { changeDomains, showDomains } from './steps-domain.ts';
import { finish, showFinish, showTest, showVerdict, startTest } from './steps-test.ts';
import {
  admit,
  type C,
  gone,
  isOpen,
  LinkEnded,
  may,
  open,
  type PortalDeps,
  portalPath,
  sessionCookie,
  type Visit,
  visitOf,
} from './visit.ts';

type Look = (deps: PortalDeps, visit: Visit, id: string) => Response | Promise<Response>;
type Act = (deps: PortalDeps, visit: Visit, form: PostedForm) => Response | Promise<Response>;

interface PortalPage {
  /** Whether the holder may be there now; else they are led to where they may. */
  allowed(visit: Visit): boolean;
  look: Look;
  act?: Act;
}

const always = () => true;
const showsHealth = (visit: Visit) => may(visit, 'health') && visit.connector !== undefined;
const renews = (visit: Visit) => may(visit, 'renew') && visit.connector !== undefined;

/** Where the set-up was left; once it is over, the connection's health. */
function home(_deps: PortalDeps, visit: Visit): Response {
  const { link, connector } = visit;
  const over = link.finishedAt !== null || connector?.enabled;
  if (showsHealth(visit) && (over || !isOpen(visit))) return goTo(visit, 'health');
  if (isOpen(visit)) return goTo(visit, nextStep({ link, connector }));
  return goTo(visit, renews(visit) ? 'renew' : 'finish');
}

const pages: Readonly<Record<string, PortalPage>> = {
  '': { allowed: always, look: home },
  provider: { allowed: isOpen, look: showProviders, act: chooseProvider },
  instructions: { allowed: isOpen, look: showInstructions },
  connection: {
    allowed: isOpen,
    look: (deps, visit) => showConnection(deps, visit),
    act: saveConnection,
  },
  domain: { allowed: isOpen, look: (deps, visit) => showDomains(deps, visit), act: changeDomains },
  test: {
    allowed: isOpen,
    look: (deps, visit, id) => (id ? showVerdict(deps, visit, id) : showTest(visit)),
    act: (deps, visit) => startTest(deps, visit),
  },
  finish: {
    allowed: (visit) => may(visit, 'set-up'),
    look: (_deps, visit) => showFinish(visit),
    act: finish,
  },
  health: { allowed: showsHealth, look: showHealth },
  renew: {
    allowed: renews,
    look: (deps, visit, id) => (id ? showRenewalVerdict(deps, visit, id) : showRenewal(deps, visit)),
    act: renew,
  },
};

async function serveOrEnd(deps: PortalDeps, c: C): Promise<Response> {
  try {
    return await serve(deps, c);
  } catch (error) {
    if (!(error instanceof LinkEnded)) throw error;
    return gone(deps, c);
  }
}

async function serve(deps: PortalDeps, c: C): Promise<Response> {
  const linkId = c.req.param('link') ?? '';
  const name = c.req.param('page') ?? '';
  const visit = await visitOf(deps, c, linkId);
  if (!visit) return gone(deps, c);
  const posted = c.req.method === 'POST';
  if (posted) await admit(deps, c, 'use-setup-link', linkId);
  const form = posted ? await readForm(c) : undefined;
  if (form) checkFormToken(form, sessionCookie(c));
  if (!visit.session.verifiedAt) return identify(deps, visit, name, form);
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (!page || (name === 'code' && !form)) return goTo(visit, '');
  if (!page.allowed(visit)) return name === 'finish' ? gone(deps, c) : goTo(visit, '');
  if (form) return page.act ? page.act(deps, visit, form) : goTo(visit, name);
  return page.look(deps, visit, c.req.param('test') ?? '');
}

/** Before the code is right there is one page, whichever was asked for. */
async function identify(
  deps: PortalDeps,
  visit: Visit,
  name: string,
  form: PostedForm | undefined,
): Promise<Response> {
  if (!form) return name === 'code' ? showCode(visit) : goTo(visit, 'code');
  return form.get('do') === 'check' ? checkCode(deps, visit, form) : sendCode(deps, visit, form);
}

export function createPortalRoutes(deps: PortalDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerPageError(deps, c, error));
  app.use(`${portalPath}/*`, sameOriginOnly);
  app.get(`${portalPath}/open/:token{[A-Za-z0-9_-]{43}}`, (c) => open(deps, c, c.req.param('token')));
  for (const path of ['/:link', '/:link/:page', '/:link/:page/:test']) {
    app.get(portalPath + path, (c) => serveOrEnd(deps, c));
    app.post(portalPath + path, (c) => serveOrEnd(deps, c));
  }
  return app;
}
