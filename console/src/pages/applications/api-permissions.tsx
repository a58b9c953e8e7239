/** The permissions of the tenant's APIs, to be ticked. */
import { Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useApiResources } from './guide-api.tsx';
import { detailMessages } from './messages-detail.ts';

/** Names of permissions by the id of their API. */
export type Grants = Record<string, string[]>;

export function ApiPermissions(props: { value: Grants; onChange(value: Grants): void; disabled: boolean }) {
  const { value, onChange, disabled } = props;
  const m = useMessages(detailMessages);
  const apis = (useApiResources() ?? []).filter(({ permissions }) => permissions.length > 0);
  if (apis.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.permissionsNone}
      </Text>
    );
  return apis.map(({ id, name, indicator, permissions }) => (
    <Checkbox.Group
      key={id}
      label={
        <Group gap="xs" component="span">
          {name} <Code>{indicator}</Code>
        </Group>
      }
      value={value[id] ?? []}
      onChange={(chosen) => onChange({ ...value, [id]: chosen })}
    >
      <Stack gap="xs" mt="xs">
        {permissions.map((permission) => (
          <Checkbox
            key={permission.name}
            value={permission.name}
            label={permission.name}
            description={permission.description}
            disabled={disabled}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  ));
}
