/** A whole server, a simulated Entra ID, an administrator's token, and IT admins at browsers without scripts. */
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { Visitor } from '../../testing/visitor.ts';

export const entraTenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
export const clientSecret = 'portal-secret-one';
export const newSecret = 'portal-secret-two';

export interface MadeLink {
  id: string;
  url: string;
}

export type PortalWorld = Awaited<ReturnType<typeof startPortal>>;

export async function startPortal() {
  /** What the DNS says, by name. */
  const dns = new Map<string, string>();
  const app = await buildTestApp({
    resolveTxt: async (name: string) => {
      const found = dns.get(name);
      if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[found]];
    },
  });
  const idp: IdpSimulator = await startIdpSimulator({
    organizations: [
      {
        kind: 'entra',
        id: entraTenant,
        domain: 'acme.example',
        clients: [
          { clientId: 'portal-app', clientSecret, redirectUris: ['http://localhost:1/unused'] },
          { clientId: 'portal-app-2', clientSecret: newSecret, redirectUris: ['http://localhost:1/unused'] },
        ],
        users: [{ username: 'anna@acme.example', email: 'anna@acme.example', name: 'Anna Berg' }],
      },
    ],
  });
  const token = await app.managementToken([
    'sso-connectors:write',
    'sso-connectors:read',
    'audit-events:read',
  ]);

  async function api(method: string, path: string, body?: object, bearer = token) {
    const response = await app.fetch(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as it expects it to be.
      json: (text ? JSON.parse(text) : undefined) as any,
    };
  }

  const make = async (input: object = {}): Promise<MadeLink> =>
    (await api('POST', '/setup-links', { customer: 'Acme Corp', ...input })).json;

  async function enter({ url }: { url: string }): Promise<Visitor> {
    const visitor = new Visitor(app.endpoint);
    await visitor.open(url);
    return visitor;
  }

  /** The connector's redirect address, as the provider has to know it. */
  async function registerAt(visitor: Visitor, link: MadeLink, clientId = 'portal-app'): Promise<string> {
    const page = await visitor.open(`/sso-setup/${link.id}/instructions`);
    const redirectUri = /id="value-redirectUri"[^>]*>([^<]+)</.exec(page.html)?.[1] ?? '';
    await fetch(`${idp.url}/simulator/${entraTenant}/clients/${clientId}/redirect-uris`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirectUri }),
    });
    return redirectUri;
  }

  const values = (over: object = {}) => ({
    issuer: idp.issuerOf(entraTenant),
    clientId: 'portal-app',
    clientSecret,
    ...over,
  });

  return {
    app,
    idp,
    dns,
    api,
    make,
    enter,
    values,
    registerAt,
    /** As far as a connector with its values. */
    async connected(input: object = {}): Promise<{ link: MadeLink; visitor: Visitor; connectorId: string }> {
      const link = await make(input);
      const visitor = await enter(link);
      await visitor.open(`/sso-setup/${link.id}/provider`);
      await visitor.submit({ provider: 'entra-oidc' });
      await registerAt(visitor, link);
      await visitor.open(`/sso-setup/${link.id}/connection`);
      await visitor.submit(values());
      const { json } = await api('GET', `/setup-links/${link.id}`);
      const domain = { name: 'acme.example', proved: true, allowChoice: true };
      await api('POST', `/sso-connectors/${json.connectorId}/domains`, domain);
      return { link, visitor, connectorId: json.connectorId };
    },
    /** A service provider of a link at the simulated Entra ID, as its administrator would enter it. */
    registerSaml(connectorId: string): string {
      const base = `${app.endpoint}/saml/${connectorId}`;
      const entityId = `${base}/metadata`;
      idp.registerServiceProvider(entraTenant, { entityId, acs: [`${base}/acs`] } as never);
      return idp.samlOf(entraTenant).metadataUrl;
    },
    /** Through the test's page and the provider, back to the verdict. */
    async runTest(visitor: Visitor, fields: Record<string, string> = {}) {
      await visitor.submit(fields);
      const there = await visitor.submit({});
      if (there.html) return there;
      const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'anna@acme.example' });
      return visitor.open(callbackUrl.href);
    },
    /** As the browser posts the provider's form. */
    async runSamlTest(visitor: Visitor) {
      await visitor.submit({});
      const there = await visitor.submit({});
      const back = await signInAtIdp(idp, there.url, { username: 'anna@acme.example' });
      return visitor.open(back.callbackUrl.href, {
        method: 'POST',
        body: new URLSearchParams([...back.parameters]),
        headers: { origin: idp.url, 'sec-fetch-site': 'cross-site' },
      });
    },
    async events(id: string) {
      await app.settle();
      return (await api('GET', `/setup-links/${id}/events?pageSize=100`)).json as {
        type: string;
        actor: { type: string; id: string };
        data: Record<string, unknown>;
      }[];
    },
    mails: () => app.mail.mailbox(app.tenant.db, { limit: 50 }),
    async close() {
      await idp.close();
      await app.close();
    },
  };
}
