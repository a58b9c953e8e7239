/**
 * A whole Gatehouse and four simulated organizations that may lie: each response travels as a browser carries it,
 * through the real ACS over HTTP, in a cross-site POST that brings no cookie.
 */
import {
  type IdpSimulator,
  type Misbehaviour,
  type MisbehaviourOptions,
  type SamlServiceProvider,
  type SimulatorOrganization,
  signInAtIdp,
  startIdpSimulator,
} from '../../../testing/idp/index.ts';
import { type Browser, ended, type Page, startSignIn, type World } from '../../sign-in/sign-in-harness.ts';
import * as attempts from '../store-attempts.ts';

export const tenantId = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';

export const kinds = {
  entra: { id: tenantId, provider: 'entra-saml', domain: 'acme.example', username: 'anna@acme.example' },
  google: {
    id: 'globex',
    provider: 'google-workspace-saml',
    domain: 'globex.example',
    username: 'gina@globex.example',
  },
  okta: {
    id: 'initech',
    provider: 'okta-saml',
    domain: 'initech.example',
    username: 'peter@initech.example',
  },
  saml: { id: 'stark', provider: 'saml', domain: 'stark.example', username: 'tony' },
} as const;
export type Kind = keyof typeof kinds;

const organizations = (): SimulatorOrganization[] =>
  (Object.keys(kinds) as Kind[]).map((kind) => {
    const { id, domain, username } = kinds[kind];
    const email = username.includes('@') ? username : `${username}@${domain}`;
    return { kind, id, domain, users: [{ username, email, name: 'A Person' }] };
  });

export interface Outcome {
  page: Page;
  /** Of the page's reference code; undefined when it shows none. */
  trace: Awaited<ReturnType<typeof attempts.findTrace>>;
  signedIn: boolean;
  /** Seconds of processor, ours and the simulator's. */
  cost: number;
  browser: Browser;
  form: URLSearchParams;
}

export interface Hostile {
  world: World;
  idp: IdpSimulator;
  register(kind: Kind, wishes?: Partial<SamlServiceProvider>): void;
  /** The form that a person brings from the provider, in the browser that it belongs to. */
  fetchForm(kind: Kind, browser?: Browser): Promise<{ form: URLSearchParams; browser: Browser }>;
  deliver(kind: Kind, form: URLSearchParams, browser: Browser): Promise<Outcome>;
  signIn(kind: Kind): Promise<Outcome>;
  /** A sign-in while the provider misbehaves. */
  tried(kind: Kind, what: Misbehaviour, options?: MisbehaviourOptions): Promise<Outcome>;
  close(): Promise<void>;
}

const referencePattern = /\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}\b/;

export async function startHostile(): Promise<Hostile> {
  const world = await startSignIn();
  const idp = await startIdpSimulator({ organizations: organizations() });
  const { app, tenant } = world;
  const at = (kind: Kind, name: string) => `${app.endpoint}/saml/${kind}/${name}`;

  const register = (kind: Kind, wishes: Partial<SamlServiceProvider> = {}) =>
    idp.registerServiceProvider(kinds[kind].id, { metadataUrl: at(kind, 'metadata'), ...wishes } as never);

  async function connect(kind: Kind): Promise<void> {
    const { id, provider, domain } = kinds[kind];
    register(kind);
    await app.sso.connectors.create(tenant.db, {
      id: kind,
      name: `${kind} Inc`,
      provider,
      config: { metadataUrl: idp.samlOf(id).metadataUrl, signRequests: true },
      domains: [{ name: domain, proved: true }],
      enabled: true,
    });
  }
  await app.experience.update(tenant.db, { singleSignOnEnabled: true } as never);
  for (const kind of Object.keys(kinds) as Kind[]) await connect(kind);

  async function fetchForm(kind: Kind, browser = world.browser()) {
    const there = await browser.begin({ direct_sign_in: `sso:${kind}` });
    const back = await signInAtIdp(idp, there.url, { username: kinds[kind].username });
    return { form: back.parameters, browser };
  }

  async function deliver(kind: Kind, form: URLSearchParams, browser: Browser): Promise<Outcome> {
    const before = process.cpuUsage();
    const acs = at(kind, 'acs');
    const posted = await fetch(acs, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { accept: 'text/html', origin: idp.url },
    });
    const next = posted.headers.get('location');
    const page =
      next === null
        ? { url: new URL(acs), status: posted.status, text: await posted.text(), headers: posted.headers }
        : await browser.go(new URL(next, acs).href);
    const { user, system } = process.cpuUsage(before);
    const [reference] = referencePattern.exec(page.text) ?? [];
    const trace = reference ? await attempts.findTrace(tenant.db, reference) : undefined;
    const cost = (user + system) / 1e6;
    return { page, trace, signedIn: ended(page), cost, browser, form };
  }

  async function signIn(kind: Kind): Promise<Outcome> {
    const { form, browser } = await fetchForm(kind);
    return deliver(kind, form, browser);
  }

  return {
    world,
    idp,
    register,
    fetchForm,
    deliver,
    signIn,
    async tried(kind, what, options = {}) {
      const { id } = kinds[kind];
      idp.misbehave(id, what, options);
      try {
        return await signIn(kind);
      } finally {
        idp.misbehave(id, null);
      }
    },
    async close() {
      await idp.close();
      await world.close();
    },
  };
}

/** Whether the browser holds a session of the tenant: then a sign-in without a page would succeed. */
export async function hasSession({ browser }: Outcome): Promise<boolean> {
  const silent = await browser.begin({ prompt: 'none', scope: 'openid' });
  return silent.url.searchParams.has('code');
}
