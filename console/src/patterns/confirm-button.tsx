/** A button whose work is done after a question. */
import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Confirm, type ConfirmProps } from './confirm.tsx';

export interface ConfirmButtonProps extends Omit<ConfirmProps, 'opened' | 'onClose'> {
  label: string;
  button?: Pick<ButtonProps, 'size' | 'leftSection'>;
  /** What is read out, where the label alone does not say whose it is. */
  spoken?: string;
}

export function ConfirmButton({ label, button, spoken, ...question }: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...button} aria-label={spoken} onClick={open}>
        {label}
      </Button>
      <Confirm {...question} opened={opened} onClose={close} />
    </>
  );
}
