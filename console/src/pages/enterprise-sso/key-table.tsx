/** Keys that providers know us by: which one signs, what comes next, certificates to take away. */
import { Badge, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { CopyIcon } from '../../patterns/copy.tsx';
import { messages } from './messages-credentials.ts';

export interface PublishedKey {
  id: string;
  status: string;
  certificate: string;
  thumbprint: string;
  createdAt: string;
  expiresAt: string;
}

/** `certificates`: where a provider wants these and not bare keys. */
export function KeyTable({
  keys,
  fileName,
  certificates,
  ...words
}: {
  keys: readonly PublishedKey[];
  /** Of a downloaded certificate, without its ending. */
  fileName: string;
  certificates: boolean;
  /** Words for each status, and for the thumbprint, when others fit better. */
  status?: Record<string, string>;
  thumbprint?: string;
}) {
  const m = { ...useMessages(messages), ...words };
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={certificates ? 520 : 420}>
      <Table aria-label={m.keys} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{m.keys}</Table.Th>
            <Table.Th>{certificates ? m.thumbprint : 'kid'}</Table.Th>
            <Table.Th>{certificates ? m.ends : m.made}</Table.Th>
            {certificates && (
              <Table.Th>
                <VisuallyHidden>{m.download}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>
                <Badge variant="light" miw="max-content" color={key.status === 'current' ? 'teal' : 'gray'}>
                  {m.status[key.status]}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap">
                  <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                    {certificates ? key.thumbprint : key.id}
                  </Text>
                  {certificates && <CopyIcon value={key.thumbprint} what={m.thumbprint} />}
                </Group>
              </Table.Td>
              <Table.Td>{format.date(certificates ? key.expiresAt : key.createdAt)}</Table.Td>
              {certificates && (
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconDownload size={14} aria-hidden />}
                    aria-label={m.downloadOf(m.status[key.status] ?? key.status)}
                    onClick={() => save(key.certificate, `${fileName}-${key.status}.pem`)}
                  >
                    {m.download}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function save(certificate: string, name: string): void {
  const url = URL.createObjectURL(new Blob([certificate], { type: 'application/x-pem-file' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
