/**
 * A person's own second factor: enrolling it, proving it, losing it. What this feature answers is only worth something
 * after the first factor: nobody asks it about a person who has not proved who they are, so it tells nobody who has one.
 */
import type { Clock } from '../../kernel/clock/index.ts';
import { type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors } from './errors.ts';
import type { Notices } from './notices.ts';
import { type QrCode, qrCode } from './qr.ts';
import { codeInGroups, hashOf, newRecoveryCodes, recoveryCodeOf } from './recovery-codes.ts';
import type { SecondFactor } from './schema.ts';
import * as store from './store.ts';
import { digitsOf, inGroups, newSecret, otpauthUri, stepOf } from './totp.ts';

export interface SecondFactorDeps {
  sealer: Sealer;
  clock: Clock;
  credentials: { limits: Pick<Credentials['limits'], 'takeCall' | 'giveBack'> };
  notices: Notices;
}

/** Who types a code, and from where. */
export interface Typed {
  userId: string;
  code: string;
  address: string | undefined;
}

export type Refused =
  | { outcome: 'wrong' }
  /** Right, but it was accepted before. */
  | { outcome: 'used' }
  | { outcome: 'slow-down'; retryAfterSeconds: number };

export type Proof = { outcome: 'proved'; by: 'totp' | 'recovery-code' } | Refused;
export type Enrolment = { outcome: 'enrolled'; recoveryCodes: string[] } | { outcome: 'exists' } | Refused;
export type Renewal = { outcome: 'renewed'; recoveryCodes: string[] } | Refused;

/** What an app needs to know, for the page that shows it. */
export interface Setup {
  /** In groups of four, to be typed. */
  secret: string;
  uri: string;
  qr: QrCode;
}

const pendingContext = (tenantId: string, userId: string) =>
  sealContext(tenantId, 'second_factors', `pending ${userId}`);
const shownContext = (tenantId: string, userId: string) =>
  sealContext(tenantId, 'second_factor_codes', userId);

export type SecondFactors = ReturnType<typeof createSecondFactors>;

export function createSecondFactors({ sealer, clock, credentials, notices }: SecondFactorDeps) {
  const { limits } = credentials;
  const actor = (id: string) => ({ type: 'user' as const, id });
  const about = (userId: string) => ({ subject: actor(userId), actor: actor(userId) });

  /** A place under the limit first, so that parallel guesses can't slip past; it is given back for what was right. */
  async function underLimit<Good extends { outcome: string }>(
    tenant: Tenant,
    { userId, address }: Typed,
    check: () => Promise<Good | Refused>,
  ): Promise<Good | Refused> {
    const { db } = tenant;
    const admission = await limits.takeCall(db, { rule: 'second-factor', account: userId, address });
    if (!admission.admitted) return { outcome: 'slow-down', retryAfterSeconds: admission.retryAfterSeconds };
    const result = await check();
    if (result.outcome === 'wrong' || result.outcome === 'used') {
      const data = { failures: admission.failures };
      await emit(db, { type: 'user.second_factor_failed', ...about(userId), data });
    } else await limits.giveBack(db, admission);
    return result;
  }

  async function byTotp(tenant: Tenant, userId: string, digits: string): Promise<Proof> {
    const row = await store.findFactor(tenant.db, userId);
    if (!row) return { outcome: 'wrong' };
    const secret = sealer.open(row.sealedSecret, sealContext(tenant.id, 'second_factors', row.id));
    const step = stepOf(secret, digits, clock.now());
    if (step === undefined) return { outcome: 'wrong' };
    return (await store.useStep(tenant.db, row.id, step))
      ? { outcome: 'proved', by: 'totp' }
      : { outcome: 'used' };
  }

  async function byRecoveryCode(tenant: Tenant, userId: string, code: string): Promise<Proof> {
    const tell = await notices.prepare(tenant, userId, 'recovery-used');
    return tenant.db.inTx(async (tx): Promise<Proof> => {
      if (!(await store.useCode(tx, userId, hashOf(tenant.id, userId, code)))) return { outcome: 'wrong' };
      const codesLeft = (await store.findFactor(tx, userId))?.codesLeft ?? 0;
      await emit(tx, { type: 'user.second_factor_recovery_used', ...about(userId), data: { codesLeft } });
      await tell(tx);
      return { outcome: 'proved', by: 'recovery-code' };
    });
  }

  /** Six digits are an app's code, anything else is a recovery code or nothing. */
  function check(tenant: Tenant, { userId, code }: Typed): Promise<Proof> {
    const digits = digitsOf(code);
    if (digits !== undefined) return byTotp(tenant, userId, digits);
    const recovery = recoveryCodeOf(code);
    return recovery === undefined
      ? Promise.resolve({ outcome: 'wrong' })
      : byRecoveryCode(tenant, userId, recovery);
  }

  const prove = (tenant: Tenant, typed: Typed): Promise<Proof> =>
    underLimit(tenant, typed, () => check(tenant, typed));

  /** Not before the first code was right; it is spent by that. */
  async function insert(tenant: Tenant, typed: Typed, secret: string): Promise<Enrolment> {
    const { userId } = typed;
    const digits = digitsOf(typed.code);
    const step = digits === undefined ? undefined : stepOf(secret, digits, clock.now());
    if (step === undefined) return { outcome: 'wrong' };
    const id = newId('sf');
    const sealedSecret = sealer.seal(secret, sealContext(tenant.id, 'second_factors', id));
    const recoveryCodes = newRecoveryCodes();
    const tell = await notices.prepare(tenant, userId, 'enrolled');
    return tenant.db.inTx(async (tx): Promise<Enrolment> => {
      if (!(await store.insertFactor(tx, { id, userId, kind: 'totp', sealedSecret, step })))
        return { outcome: 'exists' };
      await store.replaceCodes(tx, userId, hashesOf(tenant, userId, recoveryCodes));
      const data = { kind: 'totp' };
      await emit(tx, { type: 'user.second_factor_enrolled', ...about(userId), data });
      await tell(tx);
      return { outcome: 'enrolled', recoveryCodes };
    });
  }

  const hashesOf = ({ id }: Tenant, userId: string, codes: readonly string[]) =>
    codes.map((code) => hashOf(id, userId, code));

  return {
    async find(db: TenantDb, userId: string): Promise<SecondFactor> {
      const row = await store.findFactor(db, userId);
      return {
        enrolled: row !== undefined,
        kind: row ? 'totp' : null,
        enrolledAt: row?.createdAt ?? null,
        lastUsedAt: row?.lastUsedAt ?? null,
        recoveryCodesLeft: row?.codesLeft ?? 0,
      };
    },

    /** A new secret, sealed for this person: it is kept with the attempt and nowhere else until it is confirmed. */
    begin: (tenant: Tenant, userId: string): string =>
      sealer.seal(newSecret(), pendingContext(tenant.id, userId)),

    /** For the page that shows it. */
    setup(tenant: Tenant, userId: string, pending: string, named: { issuer: string; label: string }): Setup {
      const secret = sealer.open(pending, pendingContext(tenant.id, userId));
      const uri = otpauthUri(secret, named);
      return { secret: inGroups(secret), uri, qr: qrCode(uri) };
    },

    enrol: (tenant: Tenant, typed: Typed & { pending: string }): Promise<Enrolment> =>
      underLimit<Exclude<Enrolment, Refused>>(tenant, typed, async () =>
        insert(tenant, typed, sealer.open(typed.pending, pendingContext(tenant.id, typed.userId))),
      ),

    /** An app's code or a recovery code. */
    prove,

    /** New recovery codes in place of the old, for who proves the factor. */
    async renewCodes(tenant: Tenant, typed: Typed): Promise<Renewal> {
      const proof = await prove(tenant, typed);
      if (proof.outcome !== 'proved') return proof;
      const { userId } = typed;
      const recoveryCodes = newRecoveryCodes();
      const tell = await notices.prepare(tenant, userId, 'codes-renewed');
      await tenant.db.inTx(async (tx) => {
        await store.replaceCodes(tx, userId, hashesOf(tenant, userId, recoveryCodes));
        await emit(tx, { type: 'user.second_factor_codes_renewed', ...about(userId) });
        await tell(tx);
      });
      return { outcome: 'renewed', recoveryCodes };
    },

    /** By the person, who proves it once more. */
    async remove(tenant: Tenant, typed: Typed): Promise<{ outcome: 'removed' } | Refused> {
      const proof = await prove(tenant, typed);
      if (proof.outcome !== 'proved') return proof;
      const { userId } = typed;
      const tell = await notices.prepare(tenant, userId, 'removed');
      await tenant.db.inTx(async (tx) => {
        if (!(await store.removeFactor(tx, userId))) return;
        await emit(tx, { type: 'user.second_factor_removed', ...about(userId), data: { by: proof.by } });
        await tell(tx);
      });
      return { outcome: 'removed' };
    },

    /** By an administrator, for somebody who lost it. */
    async reset(tenant: Tenant, userId: string): Promise<void> {
      const tell = await notices.prepare(tenant, userId, 'reset');
      await tenant.db.inTx(async (tx) => {
        if (!(await store.removeFactor(tx, userId))) throw errors['second_factor.none']({ id: userId });
        await emit(tx, { type: 'user.second_factor_reset', subject: actor(userId) });
        await tell(tx);
      });
    },

    /** For a page that shows them after a redirect; nobody but this person's attempt can open it. */
    sealCodes: (tenant: Tenant, userId: string, codes: readonly string[]): string =>
      sealer.seal(JSON.stringify(codes), shownContext(tenant.id, userId)),
    openCodes: (tenant: Tenant, userId: string, sealed: string): string[] =>
      (JSON.parse(sealer.open(sealed, shownContext(tenant.id, userId))) as string[]).map(codeInGroups),
  };
}
