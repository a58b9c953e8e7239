/** How a user gets a password: none, one that is made up, or one that is typed. */
import { PasswordInput, Radio, Stack } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import type { Form } from '../../patterns/form.ts';
import { messages } from './messages.ts';
import type { PasswordKind, PasswordValues } from './password.ts';

export function PasswordChoice<V extends PasswordValues>({
  form,
  kinds,
}: {
  form: Form<V>;
  kinds: readonly { kind: PasswordKind; label: string; help: string }[];
}) {
  const m = useMessages(messages);
  return (
    <Stack gap="sm">
      <Radio.Group label={m.password} {...form.value<string>('passwordKind')}>
        <Stack gap="xs" mt={6}>
          {kinds.map(({ kind, label, help }) => (
            <Radio key={kind} value={kind} label={label} description={help} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.passwordKind === 'typed' && (
        <PasswordInput
          label={m.newPassword}
          required
          withAsterisk={false}
          autoComplete="new-password"
          {...form.text('password')}
        />
      )}
    </Stack>
  );
}
