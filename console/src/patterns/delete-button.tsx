/** Deleting, with the question before it: a button in the head of a page, an icon in the row of a table. */
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { Confirm } from './confirm.tsx';
import { ConfirmButton, type ConfirmButtonProps } from './confirm-button.tsx';

type DeleteProps = Omit<ConfirmButtonProps, 'button' | 'spoken'>;

export const DeleteButton = (props: DeleteProps) => (
  <ConfirmButton {...props} button={{ leftSection: <IconTrash size={16} aria-hidden /> }} />
);

/** Its label is read out. */
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
