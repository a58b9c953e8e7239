/** The end of a form in a dialog: the way back, and the button that does it. */
import { Button, Group } from '@mantine/core';
import { defineMessages, useMessages } from '../app/i18n.ts';

const messages = defineMessages({ cancel: 'Cancel' }, { cancel: '取消' });

export interface DialogButtonsProps {
  onCancel(): void;
  /** Words of the button that sends the form, which say what it does. */
  action: string;
  saving: boolean;
  disabled?: boolean;
}

export function DialogButtons({ onCancel, action, saving, disabled }: DialogButtonsProps) {
  const m = useMessages(messages);
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {m.cancel}
      </Button>
      <Button type="submit" loading={saving} disabled={disabled}>
        {action}
      </Button>
    </Group>
  );
}
