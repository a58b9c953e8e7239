// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** For this feature's tests: an app, a file that has one of everything, and short ways to plan and apply. */
import { buildTestApp } from '../../testing/test-app.ts';
import { createDeclarative, DeclarationError, readDeclaration } from './index.ts';

export const secrets = {
  BOOKSTORE_SECRET: 'bookstore-secret-1234567890',
  ALICE_PASSWORD: 'quiet-harbour-ninety-tigers',
  ACME_SECRET: 'acme-client-secret-value',
};

export const sample = (tenant: string) => `tenants:
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

export const read = (text: string, env: Record<string, string> = secrets) =>
  readDeclaration(text, { file: 'g.yaml', env });

export async function startHarness() {
  const app = await buildTestApp();
  const declarative = createDeclarative(app);
  const plan = (text: string, prune = false) => declarative.plan(read(text), { prune });

  /** Every row of the tenant that a file could change, and its events. */
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

  async function problemsOf(text: string, prune = false): Promise<string[]> {
    try {
      await plan(text, prune);
    } catch (error) {
      if (error instanceof DeclarationError) return error.message.split('\n');
      throw error;
    }
    return [];
  }

  return {
    app,
    declarative,
    plan,
    apply: (text: string, prune = false) => declarative.apply(read(text), { prune }),
    stateOf,
    eventsOf,
    problemsOf,
  };
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;
