/** The step in which a domain is proved. What other connectors have is not told. */
import { AppError } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Problem } from '../../kernel/html/forms.tsx';
import { claimableDomain, normalizeDomain } from '../../protocol/domains.ts';
import type { PostedForm } from './form.ts';
import { linkEvent } from './links.ts';
import { domainPage } from './pages/domain.tsx';
import { answer, goTo } from './steps.ts';
import { type PortalDeps, type Visit, whileOpen } from './visit.ts';

/** Where the link names none; more are the administrator's to add. */
const mostDomains = 5;

export function showDomains(deps: PortalDeps, visit: Visit, problem?: Problem, typed = ''): Response {
  const { link, connector } = visit;
  if (!connector) return goTo(visit, 'connection');
  const domains = connector.domains.map((domain) => ({
    name: domain.name,
    proved: domain.provedAt !== null,
    checkedAt: domain.lastCheckedAt,
    record: deps.sso.recordOf(domain),
    removable: !link.domains.includes(domain.name) && link.madeConnector && domain.provedAt === null,
  }));
  const missing = link.domains.filter((name) => !domains.some((one) => one.name === name));
  const mayAdd = link.domains.length === 0 && domains.length < mostDomains;
  const model = { domains, missing, mayAdd, typed, problems: problem ? [problem] : [] };
  return answer(visit, domainPage(visit, model), problem ? 400 : 200);
}

/** Whether a domain is free at all is told in the same words as why it may not be claimed here. */
async function add(deps: PortalDeps, visit: Visit, typed: string): Promise<Response> {
  const { link, connector, page } = visit;
  const { domain } = claimableDomain(typed);
  const refused = (key: 'portal.domainWrong' | 'portal.domainRefused') =>
    showDomains(deps, visit, { field: 'domain', message: page.t(key) }, typed);
  if (!domain) return refused('portal.domainWrong');
  const full = link.domains.length > 0 || connector!.domains.length >= mostDomains;
  if (full) return refused('portal.domainRefused');
  try {
    await whileOpen(visit, (tx) => deps.sso.connectors.addDomain(tx, connector!.id, { name: domain }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refused('portal.domainRefused');
  }
  return goTo(visit, 'domain');
}

async function check(deps: PortalDeps, visit: Visit, name: string): Promise<Response> {
  const { connector, tenant, page, link } = visit;
  const domain = connector!.domains.find((one) => one.name === normalizeDomain(name));
  if (!domain) return goTo(visit, 'domain');
  try {
    await deps.sso.verifyDomain(tenant.db, connector!.id, domain.name);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const key = error.code === 'sso.dns_unreachable' ? 'portal.dnsSilent' : 'portal.dnsMissing';
    const { connectors } = deps.sso;
    const after = await connectors.find(tenant.db, connector!.id);
    return showDomains(
      deps,
      { ...visit, connector: after },
      { message: page.t(key, { domain: domain.name }) },
    );
  }
  await emit(tenant.db, linkEvent('domain_proved', link, { domain: domain.name }));
  return goTo(visit, 'domain');
}

async function remove(deps: PortalDeps, visit: Visit, name: string): Promise<Response> {
  const { connector, link } = visit;
  const domain = connector!.domains.find((one) => one.name === name);
  const own = domain && link.madeConnector && domain.provedAt === null && !link.domains.includes(name);
  if (own) await whileOpen(visit, (tx) => deps.sso.connectors.removeDomain(tx, connector!.id, name));
  return goTo(visit, 'domain');
}

export async function changeDomains(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  if (!visit.connector) return goTo(visit, 'connection');
  const ways = { add, check, remove };
  const way = ways[form.get('do') as keyof typeof ways] ?? add;
  return way(deps, visit, form.get('domain'));
}
