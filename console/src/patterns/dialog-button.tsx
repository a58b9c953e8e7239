/** A button that opens a dialog; the dialog is there only while it is open, so that it begins anew each time. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export function DialogButton(props: {
  label: string;
  icon?: TablerIcon;
  dialog(close: () => void): ReactNode;
}) {
  const { label, icon: Icon = IconPlus, dialog } = props;
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<Icon size={16} aria-hidden />} onClick={open}>
        {label}
      </Button>
      {opened && dialog(close)}
    </>
  );
}
