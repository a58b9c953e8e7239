/** Deleting, with the question before it: a button in the head of a page, an icon in the row of a table. */
import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { Confirm, type ConfirmProps } from './confirm.tsx';

interface DeleteProps extends Omit<ConfirmProps, 'opened' | 'onClose'> {
  /** Of the button; the icon is read out by it. */
  label: string;
}

export function DeleteButton({ label, ...question }: DeleteProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {label}
      </Button>
      <Confirm {...question} opened={opened} onClose={close} />
    </>
  );
}

export function DeleteIcon({ label, ...question }: DeleteProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ActionIcon variant="subtle" color="red" aria-label={label} onClick={open}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
      <Confirm {...question} opened={opened} onClose={close} />
    </>
  );
}
