/** Reads and changes a tenant's sign-in experience. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { invalidRequest } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { changes } from '../../protocol/changes.ts';
import { defaultExperience, experienceProblems } from './policy.ts';
import { createPreviews } from './previews.ts';
import { type SignInExperience, type SignInExperiencePatch, signInExperienceSchema } from './schema.ts';
import * as store from './store.ts';

export interface VersionedExperience extends SignInExperience {
  version: number;
}

/** The version of the defaults, before anything is stored. */
const firstVersion = 1;

async function read(db: TenantDb): Promise<VersionedExperience> {
  const row = await store.findExperience(db);
  if (!row) return { ...defaultExperience(db.tenantId), version: firstVersion };
  return { ...signInExperienceSchema.parse(row.value), version: row.version };
}

function patched<T extends object>(current: T, patch: object | undefined): T {
  const merged = Object.entries({ ...current, ...patch });
  return Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined)) as T;
}

function apply(current: SignInExperience, patch: SignInExperiencePatch): SignInExperience {
  return {
    singleSignOnEnabled: patch.singleSignOnEnabled ?? current.singleSignOnEnabled,
    signIn: patched(current.signIn, patch.signIn),
    signUp: patched(current.signUp, patch.signUp),
    branding: patched(current.branding, patch.branding),
    content: {
      ...patched(current.content, patch.content),
      languages: { ...current.content.languages, ...patch.content?.languages },
    },
  };
}

/** What is stored with the patch applied. @throws request.invalid */
function drafted(current: SignInExperience, patch: SignInExperiencePatch): SignInExperience {
  const draft = apply(current, patch);
  const issues = experienceProblems(draft);
  if (issues.length > 0) throw invalidRequest(issues);
  return draft;
}

export interface ExperienceDeps {
  cache: TenantCache;
}

export type Experience = ReturnType<typeof createExperience>;

export function createExperience({ cache }: ExperienceDeps) {
  async function update(
    db: TenantDb,
    patch: SignInExperiencePatch,
    options: { version?: number } = {},
  ): Promise<VersionedExperience> {
    return db.inTx(async (tx) => {
      const { version, ...before } = await read(tx);
      expectVersion(version, options.version);
      const after = drafted(before, patch);
      const saved = await store.saveExperience(tx, after, version);
      if (!saved) throw versionMismatch(version + 1);
      await emit(tx, { type: 'sign_in_experience.updated', data: changes({ ...before }, { ...after }) });
      await cache.bump(tx);
      return { ...after, version: saved.version };
    });
  }

  return {
    /** From the cache: what every hosted page asks. */
    get(tenant: { id: string; db: TenantDb }): Promise<SignInExperience> {
      return cache.get(tenant.id, 'sign-in-experience', async () => {
        const { version: _, ...experience } = await read(tenant.db);
        return experience;
      });
    },
    read,
    update,
    previews: createPreviews(async (db, patch) => {
      const { version: _, ...current } = await read(db);
      return drafted(current, patch);
    }),
  };
}
