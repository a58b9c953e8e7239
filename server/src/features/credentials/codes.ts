/**
 * Six-digit codes sent by mail. A code is bound to its purpose and address, lives ten minutes, allows five
 * tries and is consumed once. A decoy is a code that nobody gets: where no account exists the pages behave the
 * same, down to the number of tries (no enumeration).
 */
import { randomInt } from 'node:crypto';
import { sha256 } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import * as store from './store-codes.ts';

export const codeLifetimeSeconds = 600;
const maxTries = 5;

export type CodePurpose = 'sign-in' | 'register' | 'reset-password' | 'verify-email' | 'setup-link';

export interface CodeMessage {
  kind: string;
  subject: string;
  text: string;
  html?: string;
}

export interface MailSender {
  send(db: TenantDb, message: CodeMessage & { to: string; code?: string }): Promise<unknown>;
}

export interface CodeRequest {
  purpose: CodePurpose;
  emailKey: string;
  /** Whom the code goes to, and the words around it; absent for a decoy. */
  deliver?: { to: string; compose(code: string): CodeMessage };
  /** What goes out instead of a code, e.g. "you already have an account". */
  instead?: CodeMessage & { to: string };
}

export type CodeResult =
  | { outcome: 'verified' }
  | { outcome: 'wrong'; triesLeft: number }
  /** Used, expired or tried too often: a new one is needed. */
  | { outcome: 'dead' };

/** The row's id is the salt. */
const codeHash = (id: string, code: string) => sha256(`${id}\n${code}`);

export function createCodes(mail: MailSender) {
  return {
    /** Makes a code and queues its mail in one transaction; answers the id by which it is verified. */
    async issue(db: TenantDb, { purpose, emailKey, deliver, instead }: CodeRequest): Promise<string> {
      const id = newId('cod');
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const hash = codeHash(id, code);
      await db.inTx(async (tx) => {
        await store.insertCode(tx, { id, purpose, emailKey, hash, lifetimeSeconds: codeLifetimeSeconds });
        if (deliver) await mail.send(tx, { to: deliver.to, ...deliver.compose(code), code });
        if (instead) await mail.send(tx, instead);
      });
      return id;
    },

    async verify(
      db: TenantDb,
      { id, purpose, emailKey, code }: { id: string; purpose: CodePurpose; emailKey: string; code: string },
    ): Promise<CodeResult> {
      const digits = code.normalize('NFKC').replace(/[\s-]/g, '');
      const row = await store.tryCode(db, { id, purpose, emailKey, hash: codeHash(id, digits), maxTries });
      if (!row) return { outcome: 'dead' };
      if (row.matched) return { outcome: 'verified' };
      return row.tries < maxTries
        ? { outcome: 'wrong', triesLeft: maxTries - row.tries }
        : { outcome: 'dead' };
    },
  };
}

export type Codes = ReturnType<typeof createCodes>;
