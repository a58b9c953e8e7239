/** The one table: search, filters, pages, and rows that lead to their detail page. Its state is in the address. */

import type { Page } from '@gatehouse/sdk/management';
import { Anchor, Box, Group, Pagination, Paper, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { defineMessages, useFormat, useMessages } from '../app/i18n.ts';
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';

const messages = defineMessages(
  {
    search: 'Search',
    nothing: 'Nothing matches the search and filters.',
    clear: 'Clear them',
    total: (shown: string, total: string) => `${shown} of ${total}`,
    pages: 'Pages',
    never: 'never',
  },
  {
    search: '搜索',
    nothing: '没有符合搜索和筛选条件的内容。',
    clear: '清除条件',
    total: (shown, total) => `${total} 条中的 ${shown} 条`,
    pages: '分页',
    never: '从未',
  },
);

export const pageSize = 20;

export interface Column<T> {
  key: string;
  header: string;
  cell(item: T): ReactNode;
  /** Left out on narrow screens. */
  wide?: boolean;
  align?: 'right';
}

/** What the address says of a list. */
export interface ListSearch {
  search?: string;
  page?: number;
}

/** For `validateSearch` of a list's route; filters are added by the page. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const page = Number(search.page);
  return {
    ...(typeof search.search === 'string' && search.search !== '' && { search: search.search }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  };
}

export interface DataTableProps<T> {
  /** Names the table for screen readers. */
  label: string;
  list: { data?: Page<T>; error: unknown; isPending: boolean; isFetching: boolean; refetch(): unknown };
  columns: readonly Column<T>[];
  rowKey(item: T): string;
  /** Where a row leads, and in which column the link stands: the first. */
  rowLink?(item: T): string;
  /** Shown instead of the table when there is nothing at all. */
  empty: ReactNode;
  search: ListSearch;
  /** Changes the address: `navigate({ search: (before) => ({ ...before, ...changes }) })`. */
  onSearch(changes: ListSearch): void;
  searchPlaceholder?: string;
  /** Without it there is no search field. */
  searchable?: boolean;
  /** Select boxes and the like, beside the search. */
  filters?: ReactNode;
  /** Whether a filter other than the search is set, so that an empty answer is no empty list. */
  filtered?: boolean;
  onClear?(): void;
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { list, empty, search, filtered = false, filters, searchable = true } = props;
  const narrowed = filtered || search.search !== undefined;
  if (list.error && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const nothingAtAll = list.data && list.data.total === 0 && !narrowed && search.page === undefined;
  if (nothingAtAll) return <Paper>{empty}</Paper>;
  return (
    <Paper p={0}>
      {(searchable || filters) && (
        <Group p="sm" gap="sm">
          {searchable && <SearchField {...props} />}
          {filters}
        </Group>
      )}
      <Box
        aria-busy={list.isFetching}
        style={{ overflowX: 'auto' }}
        tabIndex={0}
        role="region"
        aria-label={props.label}
      >
        {list.isPending ? (
          <Box p="md">
            <Loading />
          </Box>
        ) : (
          <Rows {...props} />
        )}
      </Box>
      <Footer {...props} />
    </Paper>
  );
}

function SearchField<T>({ search, onSearch, searchPlaceholder }: DataTableProps<T>) {
  const m = useMessages(messages);
  const [text, setText] = useState(search.search ?? '');
  const apply = useDebouncedCallback(
    (next: string) => onSearch({ search: next.trim() || undefined, page: undefined }),
    300,
  );
  return (
    <TextInput
      flex={1}
      miw={180}
      maw={420}
      type="search"
      aria-label={searchPlaceholder ?? m.search}
      placeholder={searchPlaceholder ?? m.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}

function Rows<T>({ list, columns, rowKey, rowLink, label, onSearch, onClear }: DataTableProps<T>) {
  const m = useMessages(messages);
  const items = list.data?.items ?? [];
  if (items.length === 0)
    return (
      <Text p="md" c="dimmed" size="sm">
        {m.nothing}{' '}
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => (onClear ? onClear() : onSearch({ search: undefined, page: undefined }))}
        >
          {m.clear}
        </Anchor>
      </Text>
    );
  return (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ key, header, wide, align }) => (
            <Table.Th key={key} visibleFrom={wide ? 'sm' : undefined} ta={align}>
              {header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={rowKey(item)}>
            {columns.map(({ key, cell, wide, align }, index) => (
              <Table.Td key={key} visibleFrom={wide ? 'sm' : undefined} ta={align}>
                {index === 0 && rowLink ? (
                  <Anchor component={Link} to={rowLink(item)} fw={500} size="sm" c="inherit">
                    {cell(item)}
                  </Anchor>
                ) : (
                  cell(item)
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Footer<T>({ list, search, onSearch }: DataTableProps<T>) {
  const m = useMessages(messages);
  const format = useFormat();
  if (!list.data || list.data.items.length === 0) return null;
  const { items, total } = list.data;
  const pages = Math.ceil(total / pageSize);
  return (
    <Group p="sm" justify="space-between">
      <Text size="xs" c="dimmed">
        {m.total(format.number(items.length), format.number(total))}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={search.page ?? 1}
          onChange={(page) => onSearch({ page: page > 1 ? page : undefined })}
          aria-label={m.pages}
          getControlProps={(control) => ({ 'aria-label': control })}
          getItemProps={(page) => ({ 'aria-label': String(page) })}
        />
      )}
    </Group>
  );
}

/** A moment in the past, short, with the exact time as its title. */
export function Moment({ at }: { at: string | null | undefined }) {
  const m = useMessages(messages);
  const format = useFormat();
  if (!at)
    return (
      <Text span size="sm" c="dimmed">
        {m.never}
      </Text>
    );
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.ago(at)}
    </time>
  );
}
