// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is the file's own syntax
// Declarative configuration (issue 2, section 1): a plan before anything happens, all or nothing, twice is once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import {
  createDeclarative,
  DeclarationError,
  type Declarative,
  isEmpty,
  PlanOutdated,
  planText,
  readDeclaration,
} from './index.ts';

let app: TestApp;
let declarative: Declarative;

beforeAll(async () => {
  app = await buildTestApp();
  declarative = createDeclarative(app);
});
afterAll(() => app.close());

const secrets = {
  BOOKSTORE_SECRET: 'bookstore-secret-1234567890',
  ALICE_PASSWORD: 'quiet-harbour-ninety-tigers',
  ACME_SECRET: 'acme-client-secret-value',
};

const read = (text: string, env: Record<string, string> = secrets) =>
  readDeclaration(text, { file: 'g.yaml', env });
const plan = (text: string, prune = false) => declarative.plan(read(text), { prune });
const apply = (text: string, prune = false) => declarative.apply(read(text), { prune });

async function problemsOf(text: string): Promise<string[]> {
  try {
    await plan(text);
  } catch (error) {
    if (error instanceof DeclarationError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const sample = (tenant: string) => `tenants:
  ${tenant}:
    name: Sample
    settings: { sessions: { idleSeconds: 3600 } }
    applications:
      - id: bookstore
        name: Bookstore
        type: traditional
        secret: \${BOOKSTORE_SECRET}
        redirectUris: [http://localhost:3000/callback]
        postLogoutRedirectUris: [http://localhost:3000/]
        customData: { tier: gold, limits: { b: 2, a: 1 } }
      - name: Worker
        type: machine-to-machine
        managementPermissions: [all]
        permissions: { https://api.bookstore.example: ['books:write'] }
    apiResources:
      - indicator: https://api.bookstore.example
        name: Bookstore API
        permissions: [{ name: 'books:read', grantedToEveryone: true }, { name: 'books:write', description: Change }]
    users:
      - username: alice
        email: Alice@EXAMPLE.com
        emailVerified: true
        name: Alice
        password: \${ALICE_PASSWORD}
        customData: { plan: pro }
        permissions: { https://api.bookstore.example: ['books:write'] }
    ssoConnectors:
      - id: acme
        name: Acme
        provider: entra-oidc
        config:
          issuer: http://localhost:4000/3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21/v2.0/
          clientId: acme-app
          clientSecret: \${ACME_SECRET}
        domains: [{ name: ${tenant}.Acme.example, proved: true }]
        syncProfile: every-sign-in
        enabled: true
    signInExperience:
      signUp: { verifyEmail: false }
      branding: { displayName: Sample, primaryColor: '#112233' }
`;

async function stateOf(id: string): Promise<string> {
  await app.settle();
  const tables = [
    'tenants',
    'applications',
    'application_secrets',
    'api_resources',
    'api_permissions',
    'users',
  ];
  const more = [
    'user_permissions',
    'sso_connectors',
    'sso_domains',
    'sign_in_experiences',
    'audit_events',
    'events',
  ];
  const rows = await Promise.all(
    [...tables, ...more].map((table) =>
      app.db.pool.query(`select * from ${table} where tenant_id = $1 order by 1, 2, 3`, [id]),
    ),
  );
  return JSON.stringify(rows.map((result) => result.rows));
}

const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await app.db.pool.query(
    'select type from events where tenant_id = $1 union all select type from audit_events where tenant_id = $1',
    [id],
  );
  return rows.map(({ type }: { type: string }) => type);
};

describe('applying a file', () => {
  it('makes everything that it lists, tenant included', async () => {
    const { generated } = await apply(sample('first'));
    const tenant = (await app.tenants.byId('first'))!;
    expect(tenant).toMatchObject({
      name: 'Sample',
      settings: { sessions: { idleSeconds: 3600, absoluteSeconds: 86_400 } },
    });
    const bookstore = (await app.applications.get(tenant, 'bookstore'))!;
    expect(await app.applications.verifySecret(tenant, bookstore, secrets.BOOKSTORE_SECRET)).toBe(true);
    const [worker] = generated;
    expect(worker).toMatchObject({ tenant: 'first', name: 'Worker' });
    const stored = (await app.applications.get(tenant, worker!.applicationId))!;
    expect(await app.applications.verifySecret(tenant, stored, worker!.secret)).toBe(true);
    const { user, passwordHash } = (await app.users.findCredentials(tenant.db, {
      email: 'alice@example.com',
    }))!;
    expect(await app.credentials.verifyPassword(passwordHash, secrets.ALICE_PASSWORD)).toBe(true);
    const resource = (await app.access.findByIndicator(tenant.db, 'https://api.bookstore.example'))!;
    expect(await app.access.permissionsOfUser(tenant.db, resource.id, user.id)).toEqual([
      'books:read',
      'books:write',
    ]);
    expect(await app.access.permissionsOfApplication(tenant.db, resource.id, stored.id)).toEqual([
      'books:write',
    ]);
    expect(await app.sso.connectorsForEmail(tenant, 'x@first.acme.example')).toMatchObject([{ id: 'acme' }]);
    expect(await app.experience.get(tenant)).toMatchObject({ signUp: { enabled: true, verifyEmail: false } });
  });

  it('twice changes nothing the second time: no row, no event, no password', async () => {
    await apply(sample('twice'));
    const before = await stateOf('twice');
    expect(await plan(sample('twice'))).toEqual({ tenants: [] });
    expect(await apply(sample('twice'))).toEqual({ tenants: [], generated: [] });
    const again = read(sample('twice'), { ...secrets, ALICE_PASSWORD: 'another-good-password-9' });
    expect(isEmpty(await declarative.apply(again))).toBe(true);
    expect(isEmpty(await apply(sample('twice'), true))).toBe(true);
    expect(await stateOf('twice')).toBe(before);
  });

  it('leaves what the file omits, and changes what it says', async () => {
    await apply(sample('omits'));
    const { db } = (await app.tenants.byId('omits'))!;
    await app.users.create(db, { username: 'bob' });
    const shown = planText(
      await apply(`tenants:
  omits:
    applications: [{ id: bookstore, name: Books, type: traditional }]
    users: [{ email: Alice@EXAMPLE.com, username: alicia }]
    ssoConnectors: [{ id: acme, name: Acme, provider: entra-oidc, enabled: false }]
    signInExperience: { branding: { primaryColor: null } }
`),
    );
    expect(shown).toBe(`tenant omits
  ~ application bookstore (Bookstore)
      name: "Bookstore" → "Books"
  ~ SSO connector acme (Acme)
      enabled: true → false
  ~ user alice
      username: "alice" → "alicia"
  ~ sign-in experience
      branding.primaryColor: "#112233" → null
4 to change.`);
    expect(await app.applications.find(db, 'bookstore')).toMatchObject({
      redirectUris: ['http://localhost:3000/callback'],
      customData: { tier: 'gold' },
    });
    expect(await app.users.findByIdentifier(db, { username: 'alicia' })).toMatchObject({
      emailVerified: true,
      customData: { plan: 'pro' },
    });
    expect(await app.users.findByIdentifier(db, { username: 'bob' })).toBeDefined();
    expect((await app.experience.read(db)).branding).toEqual({ displayName: 'Sample' });
  });

  it('sees that a secret is another one, adds it, and keeps the old one working', async () => {
    await apply(sample('rotates'));
    const tenant = (await app.tenants.byId('rotates'))!;
    const renewed = {
      ...secrets,
      BOOKSTORE_SECRET: 'bookstore-secret-0987654321',
      ACME_SECRET: 'acme-renewed-secret',
    };
    const applied = await declarative.apply(read(sample('rotates'), renewed));
    expect(planText(applied)).toBe(`tenant rotates
  ~ application bookstore (Bookstore)
      secret: (secret)
  ~ SSO connector acme (Acme)
      config.clientSecret: (secret)
2 to change.`);
    const application = (await app.applications.get(tenant, 'bookstore'))!;
    for (const secret of [secrets.BOOKSTORE_SECRET, renewed.BOOKSTORE_SECRET]) {
      expect(await app.applications.verifySecret(tenant, application, secret)).toBe(true);
    }
    expect(isEmpty(await declarative.plan(read(sample('rotates'), renewed)))).toBe(true);
  });

  it('changes the signing algorithm by publishing a next key first', async () => {
    await apply('tenants:\n  signs:\n    name: Signs\n');
    const tenant = (await app.tenants.byId('signs'))!;
    await app.keys.keySet(tenant);
    const file = 'tenants:\n  signs:\n    settings: { signingAlgorithm: RS256 }\n';
    expect(planText(await apply(file))).toContain('settings.signingAlgorithm: "ES256" → "RS256"');
    const { signing } = await app.keys.keySet((await app.tenants.byId('signs'))!);
    expect(signing.map(({ status, algorithm }) => [status, algorithm])).toEqual([
      ['current', 'ES256'],
      ['next', 'RS256'],
    ]);
    expect(isEmpty(await plan(file))).toBe(true);
  });
});

describe('a plan', () => {
  it('changes nothing, and shows no secret', async () => {
    const shown = await plan(sample('dry'));
    expect(await app.tenants.byId('dry')).toBeUndefined();
    expect(await eventsOf('dry')).toEqual([]);
    const text = planText(shown) + JSON.stringify(shown);
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    expect(text).toContain('password: (secret)');
    await apply(sample('dry'));
    const before = await stateOf('dry');
    await plan(
      sample('dry').replace('name: Sample\n', 'name: Other\n').replace('name: Bookstore\n', 'name: B\n'),
    );
    expect(await stateOf('dry')).toBe(before);
  });

  it('hides secrets under other names: of the environment by their variable, of data by their key', async () => {
    const env = { MAIL_API_KEY: 'mail-key-abcdef', NAME: 'visible' };
    const text = `tenants:
  hides:
    applications: [{ id: a, name: "\${NAME}", type: spa, customData: { mail: "k=\${MAIL_API_KEY}", dbPassword: plain-text-pw } }]
`;
    const shown = JSON.stringify(await declarative.plan(read(text, env)));
    expect(shown).toContain('visible');
    expect(shown).not.toContain('mail-key');
    expect(shown).not.toContain('plain-text-pw');
  });

  it('that was agreed to is not exchanged for another one', async () => {
    await apply(sample('agreed'));
    const { db } = (await app.tenants.byId('agreed'))!;
    const file = 'tenants: { agreed: { users: [{ username: alice }] } }';
    await app.users.create(db, { username: 'bob' });
    const agreed = await plan(file, true);
    await app.users.create(db, { username: 'carol' });
    await expect(declarative.apply(read(file), { prune: true, agreed })).rejects.toBeInstanceOf(PlanOutdated);
    expect(await app.users.findByIdentifier(db, { username: 'bob' })).toBeDefined();
  });
});

describe('problems', () => {
  it('that only the features can see have their lines too, all at once, and nothing changes', async () => {
    await apply(sample('wrong'));
    const before = await stateOf('wrong');
    const text = `tenants:
  wrong:
    name: Renamed
    applications:
      - { id: bookstore, name: Bookstore, type: spa }
      - { id: new1, name: New, type: spa, redirectUris: ['https://a.example/#x'], pkce: optional }
      - id: new2
        name: New
        type: spa
        managementPermissions: [all]
    apiResources:
      - { indicator: ${app.endpoint}/api, name: Ours }
    users:
      - { username: dora, password: password1 }
      - { username: alice, id: usr_other }
      - { username: erik, permissions: { https://nowhere.example: [x] } }
    ssoConnectors:
      - id: acme
        name: Acme
        provider: okta
      - id: beta
        name: Beta
        provider: oidc
        config: { issuer: nonsense, clientId: b, clientSecret: "\${ACME_SECRET}", colour: red }
      - id: gamma
        name: Gamma
        provider: nobody
        config: {}
        domains: [{ name: gmail.com }]
    signInExperience: { signIn: { password: false, emailCode: false }, singleSignOnEnabled: false }
`;
    const lines = await problemsOf(text);
    const at = lines.map((line) =>
      line.replace(/^g\.yaml:(\d+):\d+: tenants\.wrong\.([^:]*(?:"[^"]*")?\]?): .*$/, '$1 $2'),
    );
    expect(at).toEqual([
      '5 applications[0].type',
      '6 applications[1].redirectUris[0]',
      '6 applications[1].pkce',
      '10 applications[2].managementPermissions',
      '12 apiResources[0]',
      '14 users[0].password',
      '15 users[1].id',
      expect.stringMatching(/^16 users\[2\]\.permissions/),
      '20 ssoConnectors[0].provider',
      expect.stringMatching(/^24 ssoConnectors\[1\]\.config/),
      expect.stringMatching(/^24 ssoConnectors\[1\]\.config/),
      '25 ssoConnectors[2]',
      '30 signInExperience.signIn',
    ]);
    await expect(apply(text)).rejects.toBeInstanceOf(DeclarationError);
    expect(await stateOf('wrong')).toBe(before);
    expect(lines.join()).not.toContain(secrets.ACME_SECRET);
  });

  it('in one tenant keep every other tenant from changing', async () => {
    const good = 'goodone: { name: Good }';
    const bad = 'zbad: { applications: [{ id: a, name: A, type: spa, pkce: optional }] }';
    await expect(apply(`tenants:\n  ${good}\n  ${bad}\n`)).rejects.toBeInstanceOf(DeclarationError);
    expect(await app.tenants.byId('goodone')).toBeUndefined();
    expect(await eventsOf('goodone')).toEqual([]);
  });

  it('are told of ids that can not be, and of identifiers that mean two people', async () => {
    expect(await problemsOf('tenants:\n  token: {}\n')).toEqual([
      expect.stringMatching(/^g\.yaml:2:10: tenants\.token: .*reserved/),
    ]);
    await apply('tenants: { two: { users: [{ username: a }, { email: b@example.com }] } }');
    expect(await problemsOf('tenants: { two: { users: [{ username: a, email: b@example.com }] } }')).toEqual([
      expect.stringContaining('means two users'),
    ]);
    const contradiction = 'tenants: { two: { users: [{ username: a, name: A }, { id: ID, name: B }] } }';
    const { db } = (await app.tenants.byId('two'))!;
    const { id } = (await app.users.findByIdentifier(db, { username: 'a' }))!;
    expect(await problemsOf(contradiction.replace('ID', id))).toEqual([
      expect.stringContaining('the same as entry 1'),
    ]);
  });
});

describe('prune', () => {
  it('deletes what the lists in the file do not have, and touches no other list', async () => {
    await apply(sample('prunes'));
    const { db } = (await app.tenants.byId('prunes'))!;
    await app.users.create(db, { username: 'bob' });
    const file = `tenants:
  prunes:
    applications: [{ id: bookstore, name: Bookstore, type: traditional }]
    apiResources:
      - { indicator: https://api.bookstore.example, name: Bookstore API, permissions: [{ name: 'books:read' }] }
    ssoConnectors: [{ id: acme, name: Acme, provider: entra-oidc, domains: [] }]
`;
    expect(isEmpty(await plan(file))).toBe(true);
    const worker = (await app.applications.findMany(db, { type: 'machine-to-machine' })).items[0]!.id;
    expect(planText(await apply(file, true))).toBe(`tenant prunes
  - application ${worker} (Worker)
  ~ API resource https://api.bookstore.example
      permissions.books:write: {"description":"Change","grantedToEveryone":false} → deleted
  ~ SSO connector acme (Acme)
      domains.prunes.acme.example: {"proved":true} → deleted
2 to change, 1 to delete.`);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).total).toBe(2);
    expect(isEmpty(await apply(file, true))).toBe(true);
  });

  it('deletes users only of a section that lists users, and never administrators', async () => {
    await apply('tenants: { prunes2: { users: [{ username: a }, { username: b }] } }');
    const { db } = (await app.tenants.byId('prunes2'))!;
    await apply('tenants: { prunes2: { name: X } }', true);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).total).toBe(2);
    await apply('tenants: { prunes2: { users: [{ username: A }] } }', true);
    expect((await app.users.search(db, { limit: 10, offset: 0 })).items).toMatchObject([{ username: 'A' }]);
    await apply('tenants: { admin: { users: [{ username: root }] } }');
    expect(isEmpty(await apply('tenants: { admin: { users: [] } }', true))).toBe(true);
  });

  it('moves a domain from one connector to another in one run, whichever comes first', async () => {
    const config = "{ issuer: 'http://localhost:4000/oidc/x', clientId: a, clientSecret: abcdef }";
    const connector = (id: string, domains: string) =>
      `{ id: ${id}, name: ${id}, provider: oidc, config: ${config}, domains: ${domains} }`;
    const file = (one: string, two: string) =>
      `tenants: { moves: { ssoConnectors: [${connector('one', one)}, ${connector('two', two)}] } }`;
    const claimed = '[{ name: moves.example, proved: true }]';
    await apply(file('[]', claimed));
    await apply(file(claimed, '[]'), true);
    const { db } = (await app.tenants.byId('moves'))!;
    const { connectors } = app.sso;
    expect((await connectors.get(db, 'one')).domains).toMatchObject([{ name: 'moves.example' }]);
    expect((await connectors.get(db, 'two')).domains).toEqual([]);
    await apply(file('[]', claimed), true);
    expect((await connectors.get(db, 'two')).domains).toMatchObject([{ name: 'moves.example' }]);
  });
});

describe('two at once', () => {
  it('of the same file end as one: the other finds nothing to change', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => apply(sample('race'))));
    expect(runs.filter((run) => !isEmpty(run))).toHaveLength(1);
    expect(runs.flatMap(({ generated }) => generated)).toHaveLength(1);
    const events = await eventsOf('race');
    expect(events.filter((type) => type === 'user.created')).toHaveLength(1);
    const { db } = (await app.tenants.byId('race'))!;
    expect((await app.applications.findMany(db)).total).toBe(2);
  });

  it('of different files both hold', async () => {
    await apply('tenants: { both: { name: Both } }');
    await Promise.all([
      apply('tenants: { both: { applications: [{ id: a, name: A, type: spa }] } }'),
      apply('tenants: { both: { applications: [{ id: b, name: B, type: spa }] } }'),
    ]);
    const { db } = (await app.tenants.byId('both'))!;
    expect((await app.applications.findMany(db)).items.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });
});

/** Without generated ids, and in one order: what was made in one transaction has no order of its own. */
function thingsIn(exported: string): unknown {
  const [section] = Object.values((parse(exported) as { tenants: Record<string, object> }).tenants);
  const lists = Object.entries(section ?? {}).map(([kind, value]) => [
    kind,
    Array.isArray(value) ? value.map((item) => JSON.stringify({ ...item, id: undefined })).sort() : value,
  ]);
  return Object.fromEntries(lists);
}

describe('export', () => {
  it('gives a file that changes nothing, holds no secret, and makes the same tenant elsewhere', async () => {
    await apply(sample('exports'));
    const odd = '"${NOT_A_VARIABLE} #: - [x"';
    await apply(
      `tenants: { exports: { applications: [{ id: odd, name: ${odd.replace('${', () => '$${')}, type: spa, customData: { n: "012", yes: "yes", list: [1, null] } }] } }`,
    );
    const text = await declarative.export({ tenants: ['exports'], users: true });
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    const before = await stateOf('exports');
    expect(await apply(text, true)).toEqual({ tenants: [], generated: [] });
    expect(await stateOf('exports')).toBe(before);

    const elsewhere = text
      .replace(/^ {2}exports:/m, '  copy:')
      .replace(/^( +)clientId: acme-app.*$/m, '$1clientId: acme-app\n$1clientSecret: another-secret')
      .replaceAll('id: usr_', 'id: copy_')
      .replace(/id: [a-z0-9]{21}\n/, 'id: worker\n');
    await apply(elsewhere);
    const copied = await declarative.export({ tenants: ['copy'], users: true });
    expect(thingsIn(copied)).toEqual(thingsIn(text));
  });

  it('leaves people out unless they are asked for, and says so', async () => {
    await apply(sample('people'));
    const text = await declarative.export({ tenants: ['people'] });
    expect(text).not.toContain('alice');
    expect(text).toContain('users: 1 not exported');
    expect(isEmpty(await apply(text, true))).toBe(true);
  });
});
