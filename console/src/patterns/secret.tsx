/** A secret that is shown once: it can't be read again, so the window closes only on purpose. */
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { defineMessages, useMessages } from '../app/i18n.ts';
import { CopyField } from './copy.tsx';

const messages = defineMessages(
  { once: 'Copy it now: it is stored as a hash and cannot be shown again.', done: 'I have copied it' },
  { once: '请立即复制：系统仅保存其哈希值，无法再次显示。', done: '我已复制' },
);

export function SecretOnce({
  title,
  label,
  value,
  description,
  onClose,
}: {
  title: string;
  label: string;
  /** Where it is used, and how it is kept. */
  description?: string | undefined;
  value: string | undefined;
  onClose(): void;
}) {
  const m = useMessages(messages);
  return (
    <Modal
      opened={value !== undefined}
      onClose={onClose}
      title={title}
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <CopyField label={label} description={description} value={value ?? ''} />
        <Alert color="yellow" icon={<IconEyeOff aria-hidden />}>
          {m.once}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {m.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
