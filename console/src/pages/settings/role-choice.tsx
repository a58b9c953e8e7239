/** The roles to choose from, each with what it may do. */
import { Radio, Stack } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { type Role, roles } from './administrator.ts';
import { messages } from './administrator-messages.ts';

export function RoleChoice(props: { label: string; value: Role; onChange(role: Role): void }) {
  const m = useMessages(messages);
  const { label, value, onChange } = props;
  return (
    <Radio.Group label={label} value={value} onChange={(role) => onChange(role as Role)}>
      <Stack gap="xs" mt={6}>
        {roles.map((role) => (
          <Radio key={role} value={role} label={m.roles[role]} description={m.roleTexts[role]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
