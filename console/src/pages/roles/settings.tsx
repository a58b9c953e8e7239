/** A role's name, description, and whether everyone has it. */

import { schema } from 'virtual:schema/patchRolesId';
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { type LoadedRole, nameProblem, rolesKey } from './data.ts';
import { messages } from './messages.ts';

interface Values {
  name: string;
  description: string;
  grantedToEveryone: boolean;
}

const toBody = ({ name, description, grantedToEveryone }: Values) => ({
  name: name.trim(),
  description: description.trim() === '' ? null : description.trim(),
  grantedToEveryone,
});

export function RoleSettings({ role }: { role: LoadedRole }) {
  const m = useMessages(messages);
  const readOnly = !usePermissions().can('roles:write');
  const { name, description, grantedToEveryone } = role;
  const form = useSettings<Values, ReturnType<typeof toBody>, unknown>({
    stored: { name, description: description ?? '', grantedToEveryone },
    etag: role.etag,
    schema,
    toBody,
    save: (api, changes, ifMatch) => api.roles.update(role.id, changes, { ifMatch }),
    refused: (error) => nameProblem(error, m.taken),
    refresh: [rolesKey],
  });
  return (
    <Section title={m.settings}>
      <form onSubmit={form.submit} noValidate>
        <Stack maw={560}>
          <TextInput
            label={m.name}
            description={m.nameHelp}
            withAsterisk
            readOnly={readOnly}
            {...form.text('name')}
          />
          <Textarea label={m.about} autosize minRows={2} readOnly={readOnly} {...form.text('description')} />
          <Checkbox label={m.toEveryone} disabled={readOnly} {...form.toggle('grantedToEveryone')} />
          {form.bar}
        </Stack>
      </form>
    </Section>
  );
}
