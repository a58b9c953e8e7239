/** For the tests of directory sync: a whole Gatehouse, a connector with a proved domain, and a client of SCIM. */
import { randomBytes } from 'node:crypto';
import type { TestApp } from '../../testing/test-app.ts';
import type { Tenant } from '../tenants/index.ts';

export const scimType = 'application/scim+json';

/** What a server answered: a resource, a list of them, or an error. What it lacks is undefined and fails the test. */
export interface Answered {
  [attribute: string]: unknown;
  id: string;
  userName: string;
  Resources: Answered[];
}

export interface Reply {
  status: number;
  headers: Headers;
  body: Answered;
}

export interface Directory {
  id: string;
  /** Path of the connector's SCIM server. */
  base: string;
  token: string;
  /** A domain that the connector has proved. */
  domain: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

export async function sendTo(
  url: string,
  token: string | undefined,
  { method, body, headers = {} }: { method: string; body?: unknown; headers?: Record<string, string> },
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': scimType }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') as Answered };
}

/** A connector of its own for each test, so that none sees another's people. */
export async function newDirectory(
  app: TestApp,
  { db, basePath }: Pick<Tenant, 'db' | 'basePath'> = app.tenant,
): Promise<Directory> {
  const name = randomBytes(5).toString('hex');
  const [id, domain] = [`dir-${name}`, `d${name}.example`];
  await app.sso.connectors.create(db, {
    id,
    name: `Directory ${name}`,
    provider: 'oidc',
    config: { issuer: 'https://idp.example', clientId: 'gatehouse', clientSecret: 'not-used-here' },
    domains: [{ name: domain, proved: true }],
  });
  await app.scim.update(db, id, { enabled: true });
  const { value: token } = await app.scim.tokens.create(db, id, 365);
  const base = `${basePath}/scim/v2/${id}`;
  return {
    id,
    base,
    token,
    domain,
    send: (method, path, body, headers) =>
      sendTo(`${app.endpoint}${base}${path}`, token, { method, body, ...(headers && { headers }) }),
  };
}

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';

export const person = (directory: Pick<Directory, 'domain'>, name: string, more: object = {}) => ({
  schemas: [core],
  userName: `${name}@${directory.domain}`,
  externalId: `ext-${name}`,
  name: { givenName: name, familyName: 'Example' },
  emails: [{ value: `${name}@${directory.domain}`, type: 'work', primary: true }],
  active: true,
  ...more,
});

export const patchOf = (...operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
