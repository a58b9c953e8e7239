/** The tenant itself: its name, tag and settings. */
import { patched } from '../../kernel/http/patch.ts';
import { type Tenant, type TenantSettings, tenantSettingsSchema } from '../tenants/index.ts';
import { type Action, fieldChanges, initialChanges, type Planned, type Run } from './action.ts';
import type { Path } from './problems.ts';
import type { TenantSection } from './schema.ts';
import type { TenantState } from './state.ts';

/** `sessions.idleSeconds` and so on, as in the file. */
function flat(settings: object, path = 'settings'): Record<string, unknown> {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' ? Object.entries(flat(value, `${path}.${name}`)) : [[`${path}.${name}`, value]],
  );
  return Object.fromEntries(entries);
}

const valuesOf = ({ name, tag }: { name?: string; tag?: Tenant['tag'] }, settings: TenantSettings) => ({
  name,
  tag,
  ...flat(settings),
});

async function bringTo(run: Run, section: TenantSection, settings: TenantSettings): Promise<void> {
  const before = run.tenant.settings;
  const { name, tag } = section;
  run.tenant = await run.services.tenants.update(run.tenant, { name, tag, settings }, run.tenant.version);
  if (settings.signingAlgorithm !== before.signingAlgorithm) {
    await run.services.keys.changeAlgorithm(run.tenant, settings.signingAlgorithm);
  }
}

function creation(path: Path, id: string, section: TenantSection): Action {
  const defaults = tenantSettingsSchema.parse({});
  const settings = patched(defaults, section.settings);
  const name = section.name ?? id;
  const changes = initialChanges({ name, tag: section.tag });
  return {
    operation: 'create',
    kind: 'tenant',
    name: id,
    path,
    changes: [...changes, ...fieldChanges(flat(defaults), flat(settings))],
    async run(run) {
      run.tenant = await run.services.tenants.create({ id, name, tag: section.tag });
      if (section.settings) await bringTo(run, {}, settings);
    },
  };
}

export function planTenant(path: Path, section: TenantSection, { tenant, tenantId }: TenantState): Planned {
  if (!tenant) return { actions: [creation(path, tenantId, section)], findings: [] };
  const settings = patched(tenant.settings, section.settings);
  const changes = fieldChanges(valuesOf(tenant, tenant.settings), valuesOf(section, settings));
  if (changes.length === 0) return { actions: [], findings: [] };
  const run = (context: Run) => bringTo(context, section, settings);
  const action: Action = { operation: 'update', kind: 'tenant', name: tenant.id, path, changes, run };
  return { actions: [action], findings: [] };
}
