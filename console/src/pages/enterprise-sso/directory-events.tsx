/** What the directory asked for: searchable, with the reason of each refusal. */
import type { DirectorySyncEvent } from '@gatehouse/sdk/management';
import { Badge, Code, Select, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { useApiList } from '../../app/queries.ts';
import { Empty } from '../../patterns/empty.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Column, DataTable, Moment, pageSize } from '../../patterns/table.tsx';
import { directoryKey, useThisConnector } from './data.ts';
import { messages } from './messages-directory.ts';
import { type DirectoryOutcome, directorySyncRoute } from './routes.ts';

const colors = { read: 'gray', changed: 'teal', unchanged: 'gray', refused: 'red' } as const;
const lookAgain = 10_000;

export function DirectoryEvents() {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const { page, search, outcome } = directorySyncRoute.useSearch();
  const navigate = directorySyncRoute.useNavigate();
  const asked = { page: page ?? 1, pageSize, ...(search && { search }), ...(outcome && { outcome }) };
  const list = useApiList(
    [...directoryKey(id), 'events', asked],
    (api, signal) => api.ssoConnectors.scim.events.list(id, asked, { signal }),
    { refetchInterval: lookAgain },
  );
  return (
    <Section title={m.events} description={m.eventsText}>
      <DataTable
        label={m.eventLog}
        list={list}
        columns={useColumns()}
        rowKey={(event) => event.id}
        empty={<Empty icon={IconHistory} title={m.noEvents} text={m.noEventsText} />}
        search={{ ...(page !== undefined && { page }), ...(search !== undefined && { search }) }}
        onSearch={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }) })}
        searchPlaceholder={m.searchEvents}
        filters={
          <Select
            aria-label={m.outcome}
            placeholder={m.allOutcomes}
            value={outcome ?? null}
            data={Object.entries(m.outcomes).map(([value, label]) => ({ value, label }))}
            clearable
            onChange={(next) =>
              void navigate({
                search: ({ search: text }) => ({
                  ...(text !== undefined && { search: text }),
                  ...(next && { outcome: next as DirectoryOutcome }),
                }),
              })
            }
            w={180}
          />
        }
        filtered={outcome !== undefined}
        onClear={() => void navigate({ search: {} })}
      />
    </Section>
  );
}

function useColumns(): Column<DirectorySyncEvent>[] {
  const m = useMessages(messages);
  return [
    { key: 'when', header: m.when, cell: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      key: 'request',
      header: m.request,
      cell: ({ method, path }) => <Code style={{ overflowWrap: 'anywhere' }}>{`${method} ${path}`}</Code>,
      wide: true,
    },
    { key: 'who', header: m.who, cell: ({ subject }) => subject ?? '–', wide: true },
    { key: 'outcome', header: m.outcome, cell: (event) => <Outcome event={event} /> },
  ];
}

function Outcome({ event }: { event: DirectorySyncEvent }) {
  const m = useMessages(messages);
  const { outcome, status, problem, changed, ignored, remarks } = event;
  const lines = [
    ...(problem ? [problem] : []),
    ...(outcome === 'changed' && changed.length > 0 ? [m.changed(changed.join(', '))] : []),
    ...(ignored.length > 0 ? [m.ignored(ignored.join(', '))] : []),
    ...remarks,
  ];
  return (
    <Stack gap={4} align="flex-start">
      <Badge color={colors[outcome]} miw="max-content">{`${m.outcomes[outcome]} · ${status}`}</Badge>
      {lines.map((line) => (
        <Text key={line} size="xs" style={{ overflowWrap: 'anywhere' }}>
          {line}
        </Text>
      ))}
    </Stack>
  );
}
