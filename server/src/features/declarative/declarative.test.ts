// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
// Declarative configuration (issue 2, section 1): a plan before anything happens, all or nothing, twice is once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, read, sample, secrets, startHarness } from './harness.ts';
import { DeclarationError, isEmpty, PlanOutdated, planText } from './index.ts';

let app: Harness['app'];
let declarative: Harness['declarative'];
let plan: Harness['plan'];
let apply: Harness['apply'];
let stateOf: Harness['stateOf'];
let eventsOf: Harness['eventsOf'];
let problemsOf: Harness['problemsOf'];

beforeAll(async () => {
  ({ app, declarative, plan, apply, stateOf, eventsOf, problemsOf } = await startHarness());
});
afterAll(() => app.close());

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

  it('sets lockout and rate limits field by field; a file exported from there says them, one without stays short', async () => {
    const file = (settings: string) => `tenants: { locked: { settings: { ${settings} } } }`;
    await apply(file('passwords: { minLength: 10 }'));
    expect(await declarative.export({ tenants: ['locked'] })).not.toMatch(/lockout|rateLimits/);
    const limits = 'lockout: { freeAttempts: 3 }, rateLimits: { codesPerAddress: { freeAttempts: 19 } }';
    expect((await plan(file(limits))).tenants[0]!.actions[0]!.changes).toEqual([
      { field: 'settings.lockout.freeAttempts', before: 5, after: 3 },
      { field: 'settings.rateLimits.codesPerAddress.freeAttempts', before: 30, after: 19 },
    ]);
    await apply(file(limits));
    expect((await app.tenants.byId('locked'))!.settings).toMatchObject({
      passwords: { minLength: 10 },
      lockout: { freeAttempts: 3, firstDelaySeconds: 2 },
      rateLimits: { codesPerAddress: { freeAttempts: 19, maxDelaySeconds: 600 } },
    });
    const exported = await declarative.export({ tenants: ['locked'] });
    expect(exported).toContain('freeAttempts: 3');
    expect(await plan(exported)).toEqual({ tenants: [] });
  });

  it('threat: limits that protect nobody are problems of the file, at their place', async () => {
    const file = (settings: string) => `tenants:\n  locked:\n    settings:\n      lockout: ${settings}\n`;
    expect(await problemsOf(file('{ freeAttempts: 1000 }'))).toEqual([
      expect.stringContaining('settings.lockout.freeAttempts'),
    ]);
    expect(await problemsOf(file('{ maxDelaySeconds: 7200 }'))).toEqual([
      expect.stringMatching(/settings\.lockout\.forgetAfterSeconds.*must not be less than maxDelaySeconds/),
    ]);
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

  it('merges languages field by field, and takes a style sheet of many lines', async () => {
    const file = `tenants:
  looks:
    signInExperience:
      content: { languages: { fallback: zh-CN } }
      branding:
        customCss: |
          .card { border: 0 }
          .lead { color: red }
`;
    expect(planText(await apply(file))).toContain('content.languages: ');
    expect(isEmpty(await plan(file))).toBe(true);
    const { db } = (await app.tenants.byId('looks'))!;
    const { branding, content } = await app.experience.read(db);
    expect(branding.customCss).toBe('.card { border: 0 }\n.lead { color: red }\n');
    expect(content.languages).toEqual({ fallback: 'zh-CN', autoDetect: true });
    const exported = await declarative.export({ tenants: ['looks'] });
    expect(isEmpty(await plan(exported))).toBe(true);
    expect(exported).toContain('customCss: |');
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
