/** After the set-up: the health of the customer's own connection, and new secrets that are tested before they count. */
import { AppError } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { type ConfigField, changedConfig, configFields, problemsIn } from './connection-form.ts';
import type { PostedForm } from './form.ts';
import { linkEvent } from './links.ts';
import { healthPage, isTheirs } from './pages/health.tsx';
import { renewPage } from './pages/renew.tsx';
import { causeFacts, verdictPage } from './pages/test.tsx';
import { answer, goTo, providerOf } from './steps.ts';
import { ownTest, startTest } from './steps-test.ts';
import { may, type PortalDeps, type Visit } from './visit.ts';

const mostFailures = 10;

/** Their own connector only, and nothing of a person: when, what, whose side, how to put it right. */
export async function showHealth(deps: PortalDeps, visit: Visit): Promise<Response> {
  const { connector, tenant } = visit;
  if (!connector) return goTo(visit, '');
  const ask = (outcome: 'succeeded' | 'failed', limit: number) =>
    deps.sso.listAttempts(tenant.db, { connectorId: connector.id, outcome, limit, offset: 0 });
  const [{ traces: good }, { traces: bad }, ending] = await Promise.all([
    ask('succeeded', 1),
    ask('failed', mostFailures),
    deps.ending(tenant.db, connector.id),
  ]);
  const failures = bad.flatMap(({ reference, cause, startedAt }) => {
    const facts = causeFacts(cause);
    return facts ? [{ reference, at: startedAt, ...facts }] : [];
  });
  const model = {
    lastSuccessAt: good[0]?.startedAt,
    failures,
    endings: ending.filter(({ kind }) => isTheirs(kind)),
    renewable: may(visit, 'renew'),
    settingUp: may(visit, 'set-up') && !connector.enabled,
  };
  return answer(visit, healthPage(visit, model));
}

/** What runs out and is given by the provider: secrets, certificates, metadata. */
function renewableFields(deps: PortalDeps, visit: Visit) {
  const provider = providerOf(deps, visit);
  const fields = provider ? configFields(provider) : [];
  return fields.filter(({ kind }) => kind === 'secret' || kind === 'document' || kind === 'date');
}

export function showRenewal(
  deps: PortalDeps,
  visit: Visit,
  problems: { field?: string; message: string }[] = [],
): Response {
  const { connector } = visit;
  if (!connector) return goTo(visit, '');
  const model = { fields: renewableFields(deps, visit), problems };
  return answer(visit, renewPage(visit, model), problems.length > 0 ? 400 : 200);
}

/** A date belongs to what it is the end of: without something new there is no new date, and no old one stays. */
function newValues(fields: readonly ConfigField[], given: Record<string, unknown>): Record<string, unknown> {
  const isNew = ({ name, kind }: ConfigField) => kind !== 'date' && name in given;
  if (!fields.some(isNew)) return {};
  const ofDates = fields.filter(({ kind }) => kind === 'date');
  return Object.fromEntries(
    [...fields.filter(isNew), ...ofDates].map(({ name }) => [name, given[name] ?? null]),
  );
}

/** The new values are tried in a test; they take the place of the old ones when it passes, and else are forgotten. */
export async function renew(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const provider = providerOf(deps, visit);
  if (!visit.connector || !provider) return goTo(visit, '');
  const fields = renewableFields(deps, visit);
  const candidate = newValues(fields, changedConfig(provider, form));
  if (Object.keys(candidate).length === 0)
    return showRenewal(deps, visit, [{ message: visit.page.t('portal.renewNothing') }]);
  try {
    const response = await startTest(deps, visit, 'renew', candidate);
    await emit(visit.tenant.db, linkEvent('renewal_started', visit.link, { fields: Object.keys(candidate) }));
    return response;
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 400) throw error;
    return showRenewal(deps, visit, problemsIn(error.data, fields));
  }
}

export async function showRenewalVerdict(deps: PortalDeps, visit: Visit, id: string): Promise<Response> {
  const test = await ownTest(deps, visit, id, 'renew');
  if (!test) return goTo(visit, 'renew');
  const urls = { nextUrl: `${visit.base}/health`, retryUrl: `${visit.base}/renew` };
  return answer(visit, verdictPage(visit, { test, renewal: true, ...urls }));
}
