/** The tab "Mapping": what of the claims is taken over, which roles they give, and beside it a place to try both. */
import type { SsoConnector } from '@gatehouse/sdk/management';
import { Grid, Stack } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { connectorsKey, useThisConnector } from './data.ts';
import { AttributesSection } from './mapping-attributes.tsx';
import { useImpact } from './mapping-impact.tsx';
import { RolesSection } from './mapping-roles.tsx';
import { Simulator } from './mapping-simulator.tsx';
import { bodyOf, type MappingBody, type MappingValues, problemsOf, valuesOf } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

export interface RoleOption {
  value: string;
  label: string;
}

const mostRoles = 1_000;

/** Undefined while they are read; ids stand for names where roles may not be read. */
function useRoleOptions({ roleMapping }: SsoConnector): RoleOption[] | undefined {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['roles', 'names'],
    async (api, signal) => {
      const options: RoleOption[] = [];
      for await (const { id, name } of api.roles.iterate({ pageSize: 100 }, { signal })) {
        options.push({ value: id, label: name });
        if (options.length >= mostRoles) break;
      }
      return options;
    },
    { enabled: can('roles:read') },
  );
  if (can('roles:read')) return data;
  const named = [
    ...(roleMapping?.defaultRoles ?? []),
    ...(roleMapping?.rules ?? []).flatMap(({ roles }) => roles),
  ];
  return [...new Set(named)].map((id) => ({ value: id, label: id }));
}

/** Roles that were deleted give nothing any more: they leave the mapping when it is saved the next time. */
function withoutDeleted(values: MappingValues, roles: readonly RoleOption[]): MappingValues {
  const known = new Set(roles.map(({ value }) => value));
  const kept = (ids: readonly string[]) => ids.filter((id) => known.has(id));
  const { rules, defaultRoles, ...rest } = values.roles;
  const living = rules.map((rule) => ({ ...rule, roles: kept(rule.roles) }));
  return { ...values, roles: { ...rest, defaultRoles: kept(defaultRoles), rules: living } };
}

export function Mapping() {
  const connector = useThisConnector();
  const roles = useRoleOptions(connector);
  return roles ? <MappingForm roles={roles} /> : null;
}

function MappingForm({ roles }: { roles: RoleOption[] }) {
  const m = useMessages(messages);
  const connector = useThisConnector();
  const readOnly = !usePermissions().can('sso-connectors:write');
  const impact = useImpact(connector.id);
  const form = useSettings<MappingValues, MappingBody, unknown>({
    stored: withoutDeleted(valuesOf(connector), roles),
    etag: connector.etag,
    toBody: bodyOf,
    check: problemsOf(m),
    confirm: async (values, stored) => {
      const [before, after] = [bodyOf(stored).roleMapping, bodyOf(values).roleMapping];
      return JSON.stringify(before) === JSON.stringify(after) || impact.ask(after);
    },
    save: (api, changes, ifMatch) => api.ssoConnectors.update(connector.id, changes, { ifMatch }),
    refresh: [connectorsKey, ['users'], ['roles']],
    done: m.saved,
  });
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <form onSubmit={form.submit} noValidate>
          <Stack gap="lg">
            <RolesSection form={form} roles={roles} readOnly={readOnly} />
            <AttributesSection form={form} readOnly={readOnly} />
            {form.bar}
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Simulator values={form.values} />
      </Grid.Col>
      {impact.dialog}
    </Grid>
  );
}
