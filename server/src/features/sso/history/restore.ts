/** Putting an earlier version back: looked at anew, because presets and roles may have changed since. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { expectVersion } from '../../../kernel/http/versions.ts';
import type { Connectors, PuttingBack } from '../connectors.ts';
import { errors } from '../errors.ts';
import { refuseUnknownRoles } from '../mapping/known-roles.ts';
import type { Connector } from '../schema.ts';
import type { SsoDeps } from '../service.ts';
import type { StoredConnector } from '../store.ts';
import type { Connected } from './revision.ts';
import * as store from './store.ts';

interface RestoreDeps extends Pick<SsoDeps, 'roles'> {
  connectors: Connectors;
}

export function createRestore({ connectors, roles }: RestoreDeps) {
  async function earlier(db: TenantDb, id: string, version: number): Promise<store.StoredVersion> {
    const found = await store.findVersion(db, id, version);
    if (!found) throw errors['sso.version_not_found']({ version });
    return found;
  }

  /** As it would be written today. @throws sso.version_unusable */
  async function usable(
    tx: TenantDb,
    { provider }: StoredConnector,
    found: store.StoredVersion,
  ): Promise<Connected> {
    const connected = connectors.versions.opened(tx.tenantId, found);
    try {
      connectors.validated(provider, connected.config);
      await refuseUnknownRoles(tx, roles, connected.roleMapping);
      return connected;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw errors['sso.version_unusable']({ version: found.revision, problems: problemsOf(error) });
    }
  }

  async function puttingBack(
    tx: TenantDb,
    before: StoredConnector,
    version: number,
    expected: number | undefined,
  ): Promise<PuttingBack> {
    expectVersion(before.version, expected);
    if (version === before.revision) throw errors['sso.version_present']({ version });
    const found = await earlier(tx, before.id, version);
    return {
      connected: await usable(tx, before, found),
      tried: found,
      how: 'restore',
      restored: version,
      // Whoever applies again what was taken back has decided: it is not taken back a second time.
      watched: !found.rolledBack,
    };
  }

  return {
    earlier,
    /** @throws sso.version_not_found, sso.version_present, sso.version_unusable */
    restore(
      db: TenantDb,
      id: string,
      version: number,
      options: { version?: number | undefined } = {},
    ): Promise<Connector> {
      const told = { type: 'sso.connector_restored', data: { restored: version } };
      return connectors.putBack(db, id, told, (tx, before) =>
        puttingBack(tx, before, version, options.version),
      );
    },
  };
}

function problemsOf(error: AppError): string {
  const { issues } = (error.data ?? {}) as { issues?: { path: string; message: string }[] };
  return issues?.map(({ path, message }) => `${path} ${message}`).join('; ') ?? error.message;
}
