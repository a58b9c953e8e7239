/** The steps of the set-up up to the domain: provider, instructions, values. Each touches this link's connector only. */
import { AppError } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { Problem } from '../../kernel/html/forms.tsx';
import { answerPage } from '../sign-in/index.ts';
import type { Provider } from '../sso/index.ts';
import {
  type ConfigField,
  changedConfig,
  configFields,
  givenConfig,
  problemsIn,
  storedValues,
  typedValues,
} from './connection-form.ts';
import type { PostedForm } from './form.ts';
import { guideOf } from './guides/catalogue.ts';
import { linkEvent } from './links.ts';
import { connectionPage, type Look } from './pages/connection.tsx';
import { instructionsPage, providerPage } from './pages/provider.tsx';
import * as store from './store.ts';
import { admit, type PortalDeps, type Visit, whileOpen } from './visit.ts';

export const goTo = ({ c, base }: Visit, path: string): Response =>
  c.redirect(path === '' ? base : `${base}/${path}`, 303);

export const answer = (visit: Visit, html: string, status = 200): Response =>
  answerPage(visit.c, visit.page, html, { status, staysHere: true });

export function allowedProviders({ sso }: PortalDeps, { link }: Visit): Provider[] {
  return sso.providers.filter(({ id }) => link.providers.length === 0 || link.providers.includes(id));
}

export const providerOf = ({ sso }: PortalDeps, { link, connector }: Visit): Provider | undefined =>
  sso.providers.find(({ id }) => id === (connector?.provider ?? link.provider));

/** Only what the link itself has made may be thrown away for another provider. */
const mayChoose = ({ link, connector }: Visit) => connector === undefined || link.madeConnector;

export function showProviders(deps: PortalDeps, visit: Visit): Response {
  const providers = mayChoose(visit) ? allowedProviders(deps, visit) : [providerOf(deps, visit)!];
  return answer(visit, providerPage(visit, { providers, replaces: visit.connector !== undefined }));
}

export async function chooseProvider(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const { link, connector } = visit;
  const chosen = allowedProviders(deps, visit).find(({ id }) => id === form.get('provider'));
  if (!chosen) return goTo(visit, 'provider');
  if (chosen.id === (connector?.provider ?? link.provider)) return goTo(visit, 'instructions');
  if (!mayChoose(visit)) return goTo(visit, 'instructions');
  await whileOpen(visit, async (tx) => {
    if (connector) {
      if (!(await store.untieConnector(tx, link.id, connector.id))) return;
      await deps.sso.connectors.remove(tx, connector.id, { version: connector.version });
    }
    if (!(await store.chooseProvider(tx, link.id, chosen.id))) return;
    await emit(tx, linkEvent('provider_chosen', link, { provider: chosen.id }));
  });
  return goTo(visit, 'instructions');
}

/** What has to be entered at the provider. */
export function valuesFor({ sso }: PortalDeps, { tenant, link, connector }: Visit, provider: Provider) {
  const config = connector?.provider === provider.id ? connector.config : {};
  const id = link.connectorId ?? link.reservedId;
  const { logoutUrl: _notAsked, ...values } = sso.providerValues(tenant, {
    id,
    provider: provider.id,
    config,
  });
  return values;
}

export function showInstructions(deps: PortalDeps, visit: Visit): Response {
  const provider = providerOf(deps, visit);
  if (!provider) return goTo(visit, 'provider');
  const values = valuesFor(deps, visit, provider);
  return answer(visit, instructionsPage(visit, { provider, values, guide: guideOf(provider) }));
}

interface Shown {
  values?: Record<string, string>;
  problems?: Problem[];
}

type Caller = { account: string; address: string | undefined };

/** Of what is stored: metadata are looked at where they are, OpenID Connect by its discovery. */
async function lookAt(deps: PortalDeps, visit: Visit, provider: Provider, caller: Caller): Promise<Look> {
  const { tenant, c } = visit;
  const connector = visit.connector!;
  if (provider.protocol === 'saml') {
    await admit(deps, c, 'preview-provider', caller.account);
    const { ok, issuer, steps } = await deps.sso.check(tenant, connector.id);
    const problems = steps.flatMap(({ verdict, explanation = '', fix = '', seen }) =>
      verdict === 'fail'
        ? [{ severity: 'error' as const, title: explanation, fix, ...(seen && { seen }) }]
        : [],
    );
    return { ok, issuer, keys: null, problems };
  }
  const fields = configFields(provider).filter(({ kind }) => kind !== 'secret');
  const stored = ({ name }: ConfigField) =>
    connector.config[name] === undefined ? [] : [[name, connector.config[name]]];
  const config = Object.fromEntries(fields.flatMap(stored));
  const found = await deps.sso.preview(tenant.db, caller, { provider: provider.id, config });
  const { ok, said, issuer, keys, problems } = found;
  return { ok, issuer: said?.issuer ?? issuer, keys, problems };
}

/** Too many looks are left out for a moment. */
async function look(deps: PortalDeps, visit: Visit, provider: Provider): Promise<Look | 'later' | undefined> {
  if (!visit.connector) return undefined;
  const caller = { account: `setup-link ${visit.link.id}`, address: visit.c.get('address') };
  try {
    return await lookAt(deps, visit, provider, caller);
  } catch (error) {
    if (error instanceof AppError && error.status === 429) return 'later';
    throw error;
  }
}

export async function showConnection(deps: PortalDeps, visit: Visit, shown: Shown = {}): Promise<Response> {
  const provider = providerOf(deps, visit);
  if (!provider) return goTo(visit, 'provider');
  const fields = configFields(provider);
  const values = shown.values ?? storedValues(fields, visit.connector?.config ?? {});
  const seen = shown.problems ? undefined : await look(deps, visit, provider);
  const model = { provider, fields, values, seen, problems: shown.problems ?? [] };
  return answer(visit, connectionPage(visit, model), shown.problems ? 400 : 200);
}

/** What is pasted for an issuer is often one of its addresses: what was meant is kept. */
async function withIssuer(
  deps: PortalDeps,
  { tenant, c, link }: Visit,
  provider: Provider,
  config: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (typeof config.issuer !== 'string') return config;
  const caller = { account: `setup-link ${link.id}`, address: c.get('address') };
  const { issuer } = await deps.sso.preview(tenant.db, caller, {
    provider: provider.id,
    config: { issuer: config.issuer },
  });
  return issuer === null ? config : { ...config, issuer };
}

async function keep(deps: PortalDeps, visit: Visit, provider: Provider, form: PostedForm): Promise<void> {
  const { link, connector } = visit;
  const { connectors } = deps.sso;
  if (connector) {
    const config = await withIssuer(deps, visit, provider, changedConfig(provider, form));
    await whileOpen(visit, async (tx) => {
      await connectors.update(tx, connector.id, { config }, { version: connector.version });
      await emit(tx, linkEvent('connection_saved', link));
    });
    return;
  }
  const config = await withIssuer(deps, visit, provider, givenConfig(provider, form));
  await whileOpen(visit, async (tx) => {
    const made = await connectors.create(tx, {
      id: link.reservedId,
      name: link.customer,
      provider: provider.id,
      config,
      organizationId: link.organizationId,
    });
    await store.tieConnector(tx, link.id, made.id);
    await emit(tx, linkEvent('connection_saved', { ...link, connectorId: made.id }));
  });
}

/**
 * The domains that a link was made for are there from the start, unless somebody else has proved them: a claim alone,
 * which the holder of another link can make on any domain, keeps nobody out of their own.
 */
async function addExpected({ sso }: PortalDeps, visit: Visit): Promise<void> {
  const { link } = visit;
  const id = link.connectorId ?? link.reservedId;
  for (const name of link.domains) {
    await whileOpen(visit, (tx) => sso.connectors.addDomain(tx, id, { name, besideUnproved: true })).catch(
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      },
    );
  }
}

export async function saveConnection(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const provider = providerOf(deps, visit);
  if (!provider) return goTo(visit, 'provider');
  const fields: ConfigField[] = configFields(provider);
  try {
    await keep(deps, visit, provider, form);
    await addExpected(deps, visit);
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    const ofFields = problemsIn(error.data, fields);
    const problems = ofFields.length > 0 ? ofFields : [{ message: visit.page.t('portal.changedMeanwhile') }];
    if (error.status === 429) throw error;
    return showConnection(deps, visit, { values: typedValues(fields, form), problems });
  }
  return goTo(visit, 'connection');
}
