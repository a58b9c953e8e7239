/** Making an application: the grid of frameworks, and the dialog that asks for a name. */
import { Alert, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Page } from '../../patterns/page.tsx';
import { Section } from '../../patterns/section.tsx';
import { useMayWrite } from './application.ts';
import { FrameworkCard } from './framework-card.tsx';
import { guideSummary, matchingGuides } from './guides.ts';
import { messages } from './messages.ts';
import { NameDialog } from './name-dialog.tsx';
import { newApplicationRoute } from './routes.ts';
import { TypeChips } from './type-chips.tsx';
import { applicationTypes, typeMessages } from './types.ts';

const withoutFramework = 'none';

export function NewApplicationPage() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const mayWrite = useMayWrite();
  const { framework } = newApplicationRoute.useSearch();
  const navigate = newApplicationRoute.useNavigate();
  const choose = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, framework: id }), resetScroll: false });
  const guide = guideSummary(framework);
  return (
    <Page
      title={m.newTitle}
      description={m.newDescription}
      crumbs={[{ label: m.title, to: `/${tenant}/applications` }]}
      actions={
        mayWrite && (
          <Button variant="default" onClick={() => choose(withoutFramework)}>
            {m.without}
          </Button>
        )
      }
    >
      {!mayWrite && <Alert icon={<IconInfoCircle aria-hidden />}>{m.mayNot}</Alert>}
      <Filters />
      <Grid onChoose={mayWrite ? choose : undefined} />
      {mayWrite && (guide || framework === withoutFramework) && (
        <NameDialog key={framework} guide={guide} onClose={() => choose(undefined)} />
      )}
    </Page>
  );
}

function Filters() {
  const m = useMessages(messages);
  const { search = '', type } = newApplicationRoute.useSearch();
  const navigate = newApplicationRoute.useNavigate();
  const change = (changes: { search?: string; type?: typeof type }) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  return (
    <Group gap="sm">
      <TextInput
        flex={1}
        miw={220}
        maw={360}
        type="search"
        aria-label={m.searchFrameworks}
        placeholder={m.searchFrameworks}
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={search}
        onChange={(event) => change({ search: event.currentTarget.value || undefined })}
      />
      <TypeChips value={type} onChange={(next) => change({ type: next })} />
    </Group>
  );
}

function Grid({ onChoose }: { onChoose: ((id: string) => void) | undefined }) {
  const m = useMessages(messages);
  const names = useMessages(typeMessages);
  const { search = '', type } = newApplicationRoute.useSearch();
  const found = matchingGuides(search, type);
  if (found.length === 0)
    return (
      <Stack gap={4} role="status">
        <Text fw={500}>{m.nothing(search)}</Text>
        <Text size="sm" c="dimmed">
          {m.nothingMore}
        </Text>
      </Stack>
    );
  return applicationTypes.map((one) => {
    const guides = found.filter((guide) => guide.type === one);
    if (guides.length === 0) return null;
    return (
      <Section key={one} title={names[one]} description={names.explain[one]}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
          {guides.map((guide) => (
            <FrameworkCard key={guide.id} guide={guide} onChoose={onChoose} />
          ))}
        </SimpleGrid>
      </Section>
    );
  });
}
