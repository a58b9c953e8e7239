/**
 * Idempotent creation (the Idempotency-Key header field, draft-ietf-httpapi-idempotency-key-header): the claim
 * of the key, the change and the answer are one transaction, so that of two equal requests at once one changes
 * something and both get the same answer. Errors are not kept: a failed request may be tried again.
 */
import { createHmac } from 'node:crypto';
import { sha256 } from '../crypto/index.ts';
import type { TenantDb } from '../db/index.ts';
import { invalidRequest } from '../errors/index.ts';
import { errors } from './errors.ts';
import type { Actor } from './request-context.ts';
import * as store from './store-idempotency.ts';

/** Thrown inside the transaction, to leave it: the request was made before. */
export class RepeatedRequest extends Error {
  override readonly name = 'RepeatedRequest';
  readonly body: unknown;

  constructor(body: unknown) {
    super('The request was made before.');
    this.body = body;
  }
}

export interface IdempotentRequest {
  id: string;
  requestHash: string;
}

/**
 * The body's hash is keyed with the client's key, which is not stored: what we keep is no help in guessing a
 * password that the body contains.
 */
export function idempotentRequest(
  key: string | undefined,
  request: { actor: Actor; method: string; path: string; body: unknown },
): IdempotentRequest | undefined {
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'must be 1 to 255 printable ASCII characters';
    throw invalidRequest([{ path: 'header.Idempotency-Key', message }]);
  }
  const { actor, method, path, body } = request;
  return {
    id: sha256(JSON.stringify([actor.type, actor.id, method, path, key])),
    requestHash: createHmac('sha256', key)
      .update(JSON.stringify(body ?? null))
      .digest('base64url'),
  };
}

function replay(stored: store.StoredAnswer | undefined, request: IdempotentRequest): void {
  if (!stored) return;
  if (stored.requestHash !== request.requestHash) throw errors['request.idempotency_mismatch']();
  throw new RepeatedRequest(stored.response);
}

/** Before any work is done (hashing a password): whether this is a repetition. */
export async function checkRepeated(db: TenantDb, request: IdempotentRequest): Promise<void> {
  replay(await store.findAnswer(db, request.id), request);
}

/** Runs the change once. @param storable the answer as it may be stored: without what is shown once. */
export async function writeOnce<T>(
  db: TenantDb,
  request: IdempotentRequest,
  change: (tx: TenantDb) => Promise<T>,
  storable: (result: T) => unknown,
): Promise<T> {
  return db.inTx(async (tx) => {
    if (!(await store.claimKey(tx, request.id, request.requestHash))) {
      replay(await store.findAnswer(tx, request.id), request);
    }
    const result = await change(tx);
    await store.storeAnswer(tx, request.id, storable(result));
    return result;
  });
}
