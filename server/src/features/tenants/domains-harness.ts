/** A whole server with a DNS of its own, and the management APIs of several tenants. */
import { buildTestApp, type TestAppOptions } from '../../testing/test-app.ts';
import type { Tenant } from './index.ts';

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is what the tests are about
  json: any;
}

export type Call = (method: string, path: string, body?: object) => Promise<Answer>;

export async function startDomains(options: TestAppOptions = {}) {
  /** What the DNS says at a name; a text is the code of a failure. */
  const dns = new Map<string, string[] | string>();
  const app = await buildTestApp({
    ...options,
    resolveTxt: async (name) => {
      const answer = dns.get(name) ?? 'ENOTFOUND';
      if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer });
      return answer.map((text) => [text]);
    },
  });

  /** The management API of a tenant, called by an application of its own with all permissions. */
  async function managing(tenant: Tenant, permissions = ['all']): Promise<Call> {
    const { secret } = await app.applications.create(
      tenant.db,
      {
        id: `m2m${permissions.join('').replace(/\W/g, '')}`,
        name: 'Management',
        type: 'machine-to-machine',
        managementPermissions: permissions as ['all'],
      },
      tenant,
    );
    const home = tenant.apiResource.replace(/\/api$/, '');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      resource: tenant.apiResource,
      scope: permissions.join(' '),
      client_id: `m2m${permissions.join('').replace(/\W/g, '')}`,
      client_secret: secret ?? '',
    });
    const answer = await fetch(`${home}/oidc/token`, { method: 'POST', body });
    const { access_token } = (await answer.json()) as { access_token: string };
    return async (method, path, sent) => {
      const response = await fetch(`${tenant.apiResource}${path}`, {
        method,
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        ...(sent && { body: JSON.stringify(sent) }),
      });
      const text = await response.text();
      return { status: response.status, json: text ? JSON.parse(text) : undefined };
    };
  }

  /** Claims, proves and activates. */
  async function moveTo(call: Call, domain: string): Promise<void> {
    const { json } = await call('POST', '/custom-domains', { domain });
    dns.set(json.record.name, [json.record.value]);
    await call('POST', `/custom-domains/${domain}/verify`);
    const { status } = await call('POST', `/custom-domains/${domain}/activate`, { issuer: json.issuer });
    if (status !== 200) throw new Error(`${domain} could not be activated`);
  }

  return { app, dns, managing, moveTo, close: () => app.close() };
}

export type Domains = Awaited<ReturnType<typeof startDomains>>;
