/** What a SAML provider's metadata say, while the form is being filled in: above all its certificates. */
import type { SsoProviderPreview } from '@gatehouse/sdk/management';
import { Code, Stack, Table, Text } from '@mantine/core';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { messages } from './messages-saml.ts';

export function SaidBySaml({ said }: { said: NonNullable<SsoProviderPreview['saml']> }) {
  const m = useMessages(messages);
  const format = useFormat();
  const day = (text: string) => format.date(text);
  const ended = (text: string) => new Date(text).getTime() <= Date.now();
  const rows: [string, string][] = [
    [m.entityId, said.entityId],
    [m.ssoUrl, said.ssoUrl],
    ...(said.sloUrl ? [[m.slo, said.sloUrl] as [string, string]] : []),
    ...(said.validUntil ? [[m.validUntil, day(said.validUntil)] as [string, string]] : []),
  ];
  return (
    <Table fz="xs" variant="vertical" layout="auto" highlightOnHover={false} aria-label={m.found}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
        {said.certificates.map(({ fingerprint, expiresAt }) => (
          <Table.Tr key={fingerprint}>
            <Table.Th scope="row">{m.certificate}</Table.Th>
            <Table.Td>
              <Stack gap={2}>
                <Text fz="xs">{(ended(expiresAt) ? m.expired : m.until)(day(expiresAt))}</Text>
                <Code style={{ overflowWrap: 'anywhere' }}>{fingerprint}</Code>
              </Stack>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
