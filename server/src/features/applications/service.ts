/** Creates, changes and deletes applications, and finds them for the protocol. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Json } from '../../kernel/db/schema.ts';
import { type Issue, invalidRequest } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newApplicationId } from '../../kernel/ids/index.ts';
import { changes, defined } from '../../protocol/changes.ts';
import { errors } from './errors.ts';
import { type ApplicationValues, applicationProblems, jwksProblems, withDefaults } from './policy.ts';
import type { Application, ApplicationInput, ApplicationPatch } from './schema.ts';
import { createSecrets } from './secrets.ts';
import * as store from './store.ts';

export interface ApplicationsDeps {
  cache: TenantCache;
  clock: Clock;
}

/** What of the tenant the rules depend on. */
export interface TenantRules {
  tag: 'development' | 'production';
}

export type Applications = ReturnType<typeof createApplications>;

/** What the audit trail shows: an application holds no secrets itself. */
function audited({
  version: _v,
  createdAt: _c,
  updatedAt: _u,
  ...values
}: Application): Record<string, Json> {
  return values as Record<string, Json>;
}

function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw invalidRequest(issues);
}

const subject = (id: string) => ({ type: 'application', id });

/** CORS: the origins of its redirect URIs, and the extra ones (wire contract section 8). */
export function origins(application: Pick<Application, 'redirectUris' | 'corsAllowedOrigins'>): string[] {
  const ofRedirects = application.redirectUris
    .filter((uri) => /^https?:/i.test(uri))
    .map((uri) => new URL(uri).origin);
  return [...new Set([...ofRedirects, ...application.corsAllowedOrigins])];
}

export function createApplications({ cache, clock }: ApplicationsDeps) {
  const secrets = createSecrets({ cache, clock });

  async function create(
    db: TenantDb,
    input: ApplicationInput,
    rules: TenantRules,
  ): Promise<{ application: Application; secret?: string }> {
    const values = withDefaults(input, input.id ?? newApplicationId());
    refuse(applicationProblems(values, { development: rules.tag === 'development' }));
    refuse(input.secret && values.authentication !== 'secret' ? [secretNotUsed] : []);
    refuse(await jwksProblems(values.jwks));
    return db.inTx(async (tx) => {
      const application = await store.insertApplication(tx, values);
      const secret =
        values.authentication === 'secret'
          ? await secrets.insert(tx, values.id, { name: 'Default', value: input.secret })
          : undefined;
      await emit(tx, {
        type: 'application.created',
        subject: subject(values.id),
        data: { after: audited(application) },
      });
      await cache.bump(tx);
      return { application, secret: secret?.value };
    });
  }

  /** Locks, so that two changes without a version don't undo each other's fields. */
  async function update(
    db: TenantDb,
    id: string,
    patch: ApplicationPatch,
    { version, tag }: TenantRules & { version?: number },
  ): Promise<Application> {
    refuse(await jwksProblems(patch.jwks));
    return db.inTx(async (tx) => {
      const before = await store.lockApplication(tx, id);
      if (!before) throw errors['application.not_found']({ id });
      expectVersion(before.version, version);
      const values: ApplicationValues = { ...before, ...defined(patch) };
      refuse(applicationProblems(values, { development: tag === 'development' }));
      const after = await store.updateApplication(tx, values, before.version);
      if (!after) throw versionMismatch(before.version + 1);
      await emit(tx, {
        type: 'application.updated',
        subject: subject(id),
        data: changes(audited(before), audited(after)),
      });
      await cache.bump(tx);
      return after;
    });
  }

  async function remove(db: TenantDb, id: string, options: { version?: number } = {}): Promise<void> {
    await db.inTx(async (tx) => {
      const before = await store.lockApplication(tx, id);
      if (!before) throw errors['application.not_found']({ id });
      expectVersion(before.version, options.version);
      await store.deleteApplication(tx, id);
      await emit(tx, {
        type: 'application.deleted',
        subject: subject(id),
        data: { before: audited(before) },
      });
      await cache.bump(tx);
    });
  }

  return {
    /** From the cache: what every protocol request asks. */
    get(tenant: { id: string; db: TenantDb }, id: string): Promise<Application | undefined> {
      return cache.get(tenant.id, `application:${id}`, () => store.findApplication(tenant.db, id));
    },
    find: store.findApplication,
    async findMany(
      db: TenantDb,
      filter: Partial<store.ApplicationFilter> = {},
    ): Promise<{ items: Application[]; total: number }> {
      return store.listApplications(db, { limit: 100, offset: 0, ...filter });
    },
    create,
    update,
    remove,
    origins,
    listSecrets: secrets.list,
    addSecret: secrets.add,
    removeSecret: secrets.remove,
    verifySecret: secrets.verify,
  };
}

const secretNotUsed: Issue = {
  path: 'secret',
  message: 'is only for applications whose authentication is secret',
};
