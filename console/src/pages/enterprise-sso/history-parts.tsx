/** What the history and the news of a roll-back have in common: names of fields, and putting a version back. */
import { Button, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { configFields } from './config.ts';
import { connectorsKey, useProviders, useThisConnector } from './data.ts';
import { messages } from './messages-history.ts';

/** As the form of the connection calls them. */
export function useFieldName(): (field: string) => string {
  const { fields } = useMessages(messages);
  const { provider } = useThisConnector();
  const known = useProviders().data?.items.find(({ id }) => id === provider);
  const titles = new Map(
    known ? configFields(known).map(({ name, title }) => [`config.${name}`, title]) : [],
  );
  return (field) =>
    field === 'attributeMapping' || field === 'roleMapping'
      ? fields[field]
      : (titles.get(field) ?? field.replace(/^config\./, ''));
}

export function useVersion(version: number | undefined) {
  const { id, revision } = useThisConnector();
  return useApiQuery(
    // What it is compared with is part of the question.
    [...connectorsKey, 'versions', id, revision, version],
    (api, signal) => api.ssoConnectors.versions.get(id, String(version), { signal }),
    { enabled: version !== undefined },
  );
}

/** Asks first, with everything that somebody should know. */
export function Restore({ version, label, primary }: { version: number; label: string; primary?: boolean }) {
  const m = useMessages(messages);
  const { id, etag } = useThisConnector();
  const { can } = usePermissions();
  const [opened, { open, close }] = useDisclosure(false);
  const restore = useChange({
    run: (api) => api.ssoConnectors.versions.restore(id, String(version), { ifMatch: etag }),
    done: () => m.restored(version),
    refresh: [connectorsKey],
  });
  if (!can('sso-connectors:write')) return null;
  return (
    <>
      <Button size="xs" variant={primary ? 'filled' : 'default'} onClick={open}>
        {label}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.restoreTitle(version)}
        action={m.restore}
        color="gate"
        onConfirm={() => restore.mutateAsync()}
      >
        {opened && <Consequences version={version} />}
      </Confirm>
    </>
  );
}

function Consequences({ version }: { version: number }) {
  const m = useMessages(messages);
  const nameOf = useFieldName();
  const { data, error, refetch } = useVersion(version);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { differences, warnings, succeeded } = data;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {m.restoreText(differences.map(({ field }) => nameOf(field)).join(', ') || m.unknown)}
      </Text>
      {succeeded && <Text size="sm">{m.restoreTested}</Text>}
      {warnings.length > 0 && (
        <List size="sm" spacing={4}>
          {warnings.map((warning) => (
            <List.Item key={warning}>{m.warnings[warning]}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
