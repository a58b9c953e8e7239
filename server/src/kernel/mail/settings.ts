/** A tenant's own mail server. Its password is sealed, and goes only to the server and account it was given for. */
import { type Sealer, sealContext } from '../crypto/index.ts';
import type { TenantDb } from '../db/index.ts';
import type { Json } from '../db/schema.ts';
import { invalidRequest } from '../errors/index.ts';
import { emit } from '../events/index.ts';
import { expectVersion, versionMismatch } from '../http/versions.ts';
import type { Outbound } from '../outbound/index.ts';
import { createTenantTransport, isThisMachine, type MailTransport } from './smtp.ts';
import * as store from './store-settings.ts';

type Stored = store.StoredSettings;

export interface MailSettings extends Omit<Stored, 'sealedPassword'> {
  hasPassword: boolean;
}

export interface MailSettingsInput extends Omit<Stored, 'sealedPassword' | 'version'> {
  /** Absent or null: the stored one stays. */
  password?: string | null;
}

/** A way to send, with what an explanation of its failures needs to know. */
export interface TenantSender {
  transport: MailTransport;
  settings: MailSettings;
  password?: string;
}

export interface SettingsDeps {
  sealer: Sealer;
  outbound: Pick<Outbound, 'connect' | 'assertPermitted'>;
}

const context = (db: TenantDb) => sealContext(db.tenantId, 'mail_settings', db.tenantId);

const shown = ({ sealedPassword, ...settings }: Stored): MailSettings => ({
  ...settings,
  hasPassword: sealedPassword !== null,
});

const audited = (stored: Stored | undefined): Json => (stored ? { ...shown(stored) } : null);

/** Whoever changes where mail goes must not learn the password of where it went. */
const sameAccount = (one: MailSettingsInput, other: Stored): boolean =>
  (['host', 'port', 'security', 'username'] as const).every((field) => one[field] === other[field]);

function refuse(path: string, message: string): never {
  throw invalidRequest([{ path, message }]);
}

function check({ security, username, password, host }: MailSettingsInput): void {
  if (username === null && password) refuse('password', 'needs a username');
  if (username !== null && security === 'none' && !isThisMachine(host))
    refuse('security', 'must be starttls or tls: a password must not travel in the clear');
}

export type MailSettingsStore = ReturnType<typeof createMailSettings>;

export function createMailSettings({ sealer, outbound }: SettingsDeps) {
  function sealedPassword(db: TenantDb, input: MailSettingsInput, before: Stored | undefined): string | null {
    if (input.password) return sealer.seal(input.password, context(db));
    if (input.username === null) return null;
    if (!before?.sealedPassword) refuse('password', 'is needed with a username');
    if (!sameAccount(input, before))
      refuse('password', 'must be given again, as host, port, security or username have changed');
    return before.sealedPassword;
  }

  return {
    async find(db: TenantDb): Promise<MailSettings | undefined> {
      const stored = await store.findSettings(db);
      return stored && shown(stored);
    },

    /** @throws request.invalid, request.version_mismatch, outbound.refused */
    async put(db: TenantDb, input: MailSettingsInput, version?: number): Promise<MailSettings> {
      check(input);
      await outbound.assertPermitted(input.host);
      return db.inTx(async (tx) => {
        const before = await store.findSettings(tx);
        const from = before?.version ?? 0;
        expectVersion(from, version);
        const { password, ...values } = input;
        const sealed = sealedPassword(tx, input, before);
        const after = await store.putSettings(tx, { ...values, sealedPassword: sealed }, from);
        if (!after) throw versionMismatch(from + 1);
        const data = { before: audited(before), after: audited(after), passwordChanged: Boolean(password) };
        await emit(tx, { type: 'mail_settings.updated', data });
        return shown(after);
      });
    },

    /** Back to the installation's mail server. */
    async remove(db: TenantDb, version?: number): Promise<void> {
      await db.inTx(async (tx) => {
        const before = await store.findSettings(tx);
        expectVersion(before?.version ?? 0, version);
        if (!before) return;
        if (!(await store.deleteSettings(tx, before.version))) throw versionMismatch(before.version + 1);
        await emit(tx, { type: 'mail_settings.deleted', data: { before: audited(before) } });
      });
    },

    /** As they are now: mail that waited goes the way that is right when it goes. */
    async sender(db: TenantDb): Promise<TenantSender | undefined> {
      const stored = await store.findSettings(db);
      if (!stored) return undefined;
      const { host, port, security, username, fromName, fromAddress } = stored;
      const password =
        stored.sealedPassword === null ? undefined : sealer.open(stored.sealedPassword, context(db));
      const auth = username === null ? undefined : { user: username, pass: password ?? '' };
      const from = { name: fromName ?? '', address: fromAddress };
      const transport = createTenantTransport({ host, port, security, auth, from }, outbound.connect);
      return { transport, settings: shown(stored), password };
    },
  };
}
