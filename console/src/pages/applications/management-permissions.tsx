/** The permissions of the management API, to be ticked: a row for each area. */
import { permissions } from '@gatehouse/sdk/management';
import { Box, Checkbox, Switch, Table } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { detailMessages } from './messages-detail.ts';

export type ManagementPermission = (typeof permissions)[number];

const areas = [
  ...new Set(permissions.filter((one) => one !== 'all').map((one) => one.replace(/:(read|write)$/, ''))),
];

const named = (area: string, action: 'read' | 'write'): ManagementPermission | undefined =>
  permissions.find((one) => one === `${area}:${action}`);

interface Props {
  value: ManagementPermission[];
  onChange(value: ManagementPermission[]): void;
  disabled: boolean;
}

export function ManagementPermissions({ value, onChange, disabled }: Props) {
  const m = useMessages(detailMessages);
  const { can } = usePermissions();
  const all = value.includes('all');
  const set = (one: ManagementPermission, on: boolean) =>
    onChange(on ? [...value, one] : value.filter((other) => other !== one));
  const box = (area: string, action: 'read' | 'write') => {
    const permission = named(area, action);
    if (!permission) return '–';
    return (
      <Checkbox
        aria-label={action === 'read' ? m.readOf(area) : m.writeOf(area)}
        checked={all || value.includes(permission)}
        disabled={disabled || all || !can(permission)}
        onChange={(event) => set(permission, event.currentTarget.checked)}
      />
    );
  };
  return (
    <>
      <Switch
        label={m.managementAll}
        description={m.managementAllHelp}
        checked={all}
        disabled={disabled || !can('all')}
        onChange={(event) => onChange(event.currentTarget.checked ? ['all'] : [])}
      />
      <Box style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={m.managementTitle}>
        <Table aria-label={m.managementTitle} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{m.area}</Table.Th>
              <Table.Th>{m.read}</Table.Th>
              <Table.Th>{m.write}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {areas.map((area) => (
              <Table.Tr key={area}>
                <Table.Td>{area}</Table.Td>
                <Table.Td>{box(area, 'read')}</Table.Td>
                <Table.Td>{box(area, 'write')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </>
  );
}
