/** A chart, and the same as a table for those who read better that way: one switch, in the section's head. */
import { Center, Group, SegmentedControl, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import { messages } from './messages.ts';

export interface ChartTable {
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** How many columns are words, at the left; the others are numbers. */
  words?: number;
}

export interface ChartSectionProps {
  title: string;
  description?: ReactNode;
  /** Other choices, beside the switch. */
  controls?: ReactNode;
  /** Above chart and table. */
  summary?: ReactNode;
  chart: ReactNode;
  table: ChartTable;
  /** Said instead of both when there is nothing to show. */
  nothing?: string | false;
}

export function ChartSection(props: ChartSectionProps) {
  const { title, description, controls, summary, chart, table, nothing } = props;
  const [view, setView] = useState<string>('chart');
  return (
    <Section
      title={title}
      description={description}
      actions={
        <Group gap="xs">
          {controls}
          <ViewSwitch title={title} view={view} onChange={setView} />
        </Group>
      }
    >
      {summary}
      {nothing ? (
        <Text c="dimmed" size="sm" py="lg">
          {nothing}
        </Text>
      ) : view === 'table' ? (
        <Rows title={title} {...table} />
      ) : (
        chart
      )}
    </Section>
  );
}

function ViewSwitch(props: { title: string; view: string; onChange(view: string): void }) {
  const m = useMessages(messages);
  const option = (value: 'chart' | 'table', Icon: typeof IconTable) => ({
    value,
    label: (
      <Center>
        <Icon size={16} aria-hidden />
        <VisuallyHidden>{m[value]}</VisuallyHidden>
      </Center>
    ),
  });
  return (
    <SegmentedControl
      size="xs"
      aria-label={m.viewOf(props.title)}
      value={props.view}
      onChange={props.onChange}
      data={[option('chart', IconChartBar), option('table', IconTable)]}
    />
  );
}

function Rows({ title, head, rows, words = 1 }: { title: string } & ChartTable) {
  return (
    <Table.ScrollContainer
      minWidth={words * 160 + (head.length - words) * 76}
      mah={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
    >
      <Table aria-label={title} stickyHeader verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {head.map((name, column) => (
              <Table.Th key={name} ta={column < words ? undefined : 'right'}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, row) => (
            <Table.Tr key={`row-${row.toString()}`}>
              {cells.map((cell, column) => (
                <Table.Td key={head[column]} ta={column < words ? undefined : 'right'}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
