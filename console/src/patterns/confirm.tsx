/** Asking before something is destroyed: by typing its name. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { defineMessages, useMessages } from '../app/i18n.ts';

const messages = defineMessages(
  { type: (name: string) => `Type ${name} to confirm`, cancel: 'Cancel' },
  { type: (name) => `输入 ${name} 以确认`, cancel: '取消' },
);

export interface ConfirmProps {
  opened: boolean;
  onClose(): void;
  title: string;
  /** What will happen, and to whom. */
  children: ReactNode;
  /** Words of the button, which say what it does: "Delete application". */
  action: string;
  /** Of the button; red when absent. */
  color?: string;
  /** What has to be typed; a plain confirmation when absent, for what can be undone. */
  name?: string;
  onConfirm(): unknown;
}

export function Confirm({
  opened,
  onClose,
  title,
  children,
  action,
  // The usual red has too little contrast with white words (WCAG 2.2, 1.4.3).
  color = 'red.8',
  name,
  onConfirm,
}: ConfirmProps) {
  const m = useMessages(messages);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = name === undefined || typed.trim() === name;
  const close = () => {
    setTyped('');
    onClose();
  };
  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      await onConfirm();
      close();
    } catch {
      // The change shows its failure itself; the question stays open.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': m.cancel }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The page's own form may stand around the question, and is not meant.
          event.stopPropagation();
          void confirm();
        }}
      >
        <Stack>
          <Text component="div" size="sm">
            {children}
          </Text>
          {name !== undefined && (
            <TextInput
              data-autofocus
              label={m.type(name)}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {m.cancel}
            </Button>
            <Button type="submit" color={color} disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
