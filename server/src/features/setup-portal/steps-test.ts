/** The last steps: a test at the provider, its verdict in plain words, and the end of the set-up. */
import { AppError } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { placeName } from '../../kernel/html/layout.tsx';
import { setupFinishedMail } from '../../kernel/i18n/mails.ts';
import type { StoredTest } from '../sso/index.ts';
import type { PostedForm } from './form.ts';
import { linkEvent } from './links.ts';
import { finishPage } from './pages/finish.tsx';
import { testPage, verdictPage } from './pages/test.tsx';
import { domainsProved } from './progress.ts';
import { answer, goTo } from './steps.ts';
import * as store from './store.ts';
import { isOpen, may, type PortalDeps, type Visit, whileOpen } from './visit.ts';

const verdictPath = ({ link }: Visit, part: 'test' | 'renew') => `/sso-setup/${link.id}/${part}/{test}`;

/** Leads to the page that says what the test will see, and from there to the provider and back. */
export async function startTest(
  deps: PortalDeps,
  visit: Visit,
  part: 'test' | 'renew' = 'test',
  candidate?: Record<string, unknown>,
): Promise<Response> {
  const { tenant, connector, link, c } = visit;
  if (!connector) return goTo(visit, 'connection');
  const returnTo = verdictPath(visit, part);
  const wishes = { returnTo, ...(candidate && { candidate }) };
  const url = await whileOpen(visit, async (tx) => {
    const test = await deps.sso.tests.create(tenant, tx, connector.id, wishes);
    await emit(tx, linkEvent('test_started', link, { testId: test.id }));
    return test.url;
  });
  return c.redirect(url, 303);
}

/** Of this link's own tests: an administrator's, of the same connector, are not its holder's to read. */
export async function ownTest(
  deps: PortalDeps,
  visit: Visit,
  id: string,
  part: 'test' | 'renew' = 'test',
): Promise<StoredTest | undefined> {
  const { tenant, connector } = visit;
  if (!connector) return undefined;
  const test = await deps.sso.tests.get(tenant.db, connector.id, id).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  });
  return test?.returnTo === verdictPath(visit, part).replace('{test}', id) ? test : undefined;
}

export const showTest = (visit: Visit): Response =>
  visit.connector ? answer(visit, testPage(visit)) : goTo(visit, 'connection');

export async function showVerdict(deps: PortalDeps, visit: Visit, id: string): Promise<Response> {
  const test = await ownTest(deps, visit, id);
  if (!test) return goTo(visit, 'test');
  return answer(
    visit,
    verdictPage(visit, { test, nextUrl: `${visit.base}/finish`, retryUrl: `${visit.base}/test` }),
  );
}

export function showFinish(visit: Visit): Response {
  const { connector, link } = visit;
  if (!connector) return goTo(visit, 'connection');
  const model = {
    tested: connector.testedAt !== null,
    proved: domainsProved({ link, connector }),
    finished: link.finishedAt !== null,
    enabled: connector.enabled,
    mayEnable: link.mayEnable && isOpen(visit),
    health: may(visit, 'health'),
  };
  return answer(visit, finishPage(visit, model));
}

/** In the words of the one who made the link: which customer, and what is still open. */
async function tellAdministrator(deps: PortalDeps, visit: Visit, tx: Visit['tenant']['db']): Promise<void> {
  const { link, page, connector } = visit;
  if (!link.notify) return;
  const facts = {
    customer: link.customer,
    tenantName: placeName(page),
    proved: domainsProved({ link, connector }),
  };
  const words = setupFinishedMail(page.t, facts);
  await deps.mail.send(tx, { to: link.notify, kind: 'setup-link-finished', ...words });
}

async function enable(deps: PortalDeps, visit: Visit): Promise<Response> {
  const { link, connector } = visit;
  if (!link.mayEnable || !connector?.testedAt) return goTo(visit, 'finish');
  await whileOpen(visit, async (tx) => {
    await deps.sso.life.enable(tx, connector.id);
    await emit(tx, linkEvent('enabled', link));
  });
  return goTo(visit, 'finish');
}

export async function finish(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const { connector, link } = visit;
  if (!connector?.testedAt) return goTo(visit, 'test');
  if (form.get('do') === 'enable') return enable(deps, visit);
  await whileOpen(visit, async (tx) => {
    const finished = await store.finishLink(tx, link.id);
    if (!finished) return;
    const proved = domainsProved({ link, connector });
    await emit(tx, linkEvent('finished', link, { domainsProved: proved }));
    await tellAdministrator(deps, visit, tx);
  });
  return goTo(visit, 'finish');
}
