/** The way to the command palette: a button, and Ctrl/⌘ K from everywhere. It is loaded when it is first wanted. */
import { ActionIcon, Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { defineMessages, useMessages } from './i18n.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(() => loadPalette().then(({ Palette: component }) => ({ default: component })));
const openAgain = () => import('@mantine/spotlight').then(({ spotlight }) => spotlight.open());

const messages = defineMessages({ search: 'Search' }, { search: '搜索' });

export function PaletteButton() {
  const m = useMessages(messages);
  const [wanted, setWanted] = useState(false);
  const open = () => {
    setWanted(true);
    if (wanted) void openAgain();
  };
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        h={34}
        c="dimmed"
        visibleFrom="sm"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={open}
      >
        {m.search}
      </Button>
      <ActionIcon variant="default" size={34} hiddenFrom="sm" onClick={open} aria-label={m.search}>
        <IconSearch size={16} aria-hidden />
      </ActionIcon>
      {wanted && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
    </>
  );
}
