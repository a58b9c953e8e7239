/**
 * Secrets of confidential applications: several per application, named, so that one can be replaced
 * without a moment in which none works. Kept as SHA-256: they are long and random, so a slow hash would
 * only cost time.
 */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import { equalDigests, sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { newId, newSecret } from '../../kernel/ids/index.ts';
import { errors } from './errors.ts';
import type { Application, ApplicationSecret, SecretInput } from './schema.ts';
import * as store from './store.ts';

const maxSecrets = 10;
const hintLength = 3;

const shown = ({ hash: _, ...secret }: store.StoredSecret): ApplicationSecret => secret;
const subject = (id: string) => ({ type: 'application', id });

export interface NewSecret extends ApplicationSecret {
  /** The only time that it can be read. */
  value: string;
}

export function createSecrets({ cache, clock }: { cache: TenantCache; clock: Clock }) {
  async function insert(db: TenantDb, applicationId: string, input: SecretInput): Promise<NewSecret> {
    const value = input.value ?? newSecret();
    const secret = {
      id: newId('sec'),
      name: input.name,
      hash: sha256(value),
      hint: value.slice(0, hintLength),
      expiresAt: input.expiresAt ?? null,
    };
    const createdAt = await store.insertSecret(db, applicationId, secret);
    return { ...shown({ ...secret, createdAt }), value };
  }

  /** Under the application's lock: two calls at once can't pass the limit together. */
  async function add(db: TenantDb, applicationId: string, input: SecretInput): Promise<NewSecret> {
    return db.inTx(async (tx) => {
      const application = await store.lockApplication(tx, applicationId);
      if (!application) throw errors['application.not_found']({ id: applicationId });
      const { authentication } = application;
      if (authentication !== 'secret') throw errors['application.no_secrets']({ authentication });
      if ((await store.listSecrets(tx, applicationId)).length >= maxSecrets) {
        throw errors['application.too_many_secrets']({ limit: maxSecrets });
      }
      const { value, ...secret } = await insert(tx, applicationId, input);
      await emit(tx, {
        type: 'application.secret_created',
        subject: subject(applicationId),
        data: {
          after: { id: secret.id, name: secret.name, expiresAt: secret.expiresAt?.toISOString() ?? null },
        },
      });
      await cache.bump(tx);
      return { ...secret, value };
    });
  }

  async function remove(db: TenantDb, applicationId: string, id: string): Promise<void> {
    await db.inTx(async (tx) => {
      const removed = await store.deleteSecret(tx, applicationId, id);
      if (!removed) throw errors['application.secret_not_found']({ id });
      await emit(tx, {
        type: 'application.secret_deleted',
        subject: subject(applicationId),
        data: { before: { id, name: removed.name } },
      });
      await cache.bump(tx);
    });
  }

  /** Compares with every secret, whether or not one fits, so that time tells nothing. */
  async function verify(
    tenant: { id: string; db: TenantDb },
    application: Pick<Application, 'id' | 'authentication'>,
    presented: string,
  ): Promise<boolean> {
    if (application.authentication !== 'secret') return false;
    const key = `application-secrets:${application.id}`;
    const stored = await cache.get(tenant.id, key, () => store.listSecrets(tenant.db, application.id));
    const hash = sha256(presented);
    const now = clock.now();
    const fitting = stored.map(
      (secret) => equalDigests(secret.hash, hash) && (!secret.expiresAt || secret.expiresAt > now),
    );
    return fitting.includes(true);
  }

  return {
    insert,
    add,
    remove,
    verify,
    async list(db: TenantDb, applicationId: string): Promise<ApplicationSecret[]> {
      if (!(await store.findApplication(db, applicationId))) {
        throw errors['application.not_found']({ id: applicationId });
      }
      return (await store.listSecrets(db, applicationId)).map(shown);
    },
  };
}
