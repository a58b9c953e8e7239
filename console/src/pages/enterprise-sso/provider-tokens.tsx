/** The tab "Provider's tokens": the switch, what is asked for, who may have the tokens, and how many are stored. */
import type { Application, SsoConnector } from '@gatehouse/sdk/management';
import { Button, MultiSelect, Paper, SimpleGrid, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery, useChange } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Confirm } from '../../patterns/confirm.tsx';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { connectorsKey, tokensKey, useThisConnector } from './data.ts';
import { messages } from './messages-tokens.ts';

type Storage = SsoConnector['tokenStorage'];
interface Values {
  tokenStorage: Storage;
}

export function ProviderTokens() {
  const m = useMessages(messages);
  const connector = useThisConnector();
  // What is registered at an OpenID provider; other protocols have nothing of it.
  if (connector.signOut === null)
    return (
      <Paper>
        <Empty icon={IconKey} title={m.unsupported} text={m.unsupportedText} />
      </Paper>
    );
  return (
    <Stack gap="lg">
      <StorageForm key={connector.id} />
      <Stored />
    </Stack>
  );
}

/** Whether the stored tokens were asked for with more than is asked for now. */
const asksForLess = (before: Storage, after: Storage) =>
  before.enabled && !(after.enabled && before.scopes.every((scope) => after.scopes.includes(scope)));

function StorageForm() {
  const m = useMessages(messages);
  const connector = useThisConnector();
  const readOnly = !usePermissions().can('sso-connectors:write');
  const ending = useEnding(connector.id);
  const form = useSettings<Values, Values, unknown>({
    stored: { tokenStorage: connector.tokenStorage },
    etag: connector.etag,
    toBody: (values) => values,
    save: (api, changes, ifMatch) => api.ssoConnectors.update(connector.id, changes, { ifMatch }),
    confirm: async ({ tokenStorage: after }, { tokenStorage: before }) =>
      !asksForLess(before, after) || ending.ask(),
    refresh: [connectorsKey, tokensKey(connector.id)],
    done: m.saved,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg">
        <Section title={m.title} description={m.text}>
          <Switch
            label={m.enabled}
            description={m.enabledText}
            disabled={readOnly}
            {...form.toggle('tokenStorage.enabled')}
          />
          <TagsInput
            label={m.scopes}
            description={m.scopesText}
            readOnly={readOnly}
            acceptValueOnBlur
            maw={640}
            {...form.value<string[]>('tokenStorage.scopes')}
          />
          <Applications form={form} readOnly={readOnly} />
        </Section>
        {form.bar}
        {ending.dialog}
      </Stack>
    </form>
  );
}

/** As the server looks at them, too. */
const isFit = ({ type, thirdParty, authentication, requireDpop }: Application) =>
  type === 'traditional' && !thirdParty && authentication !== 'none' && !requireDpop;

function Applications({ form, readOnly }: { form: Settings<Values>; readOnly: boolean }) {
  const m = useMessages(messages);
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['applications', 'for-tokens'],
    (api, signal) => api.applications.list({ type: 'traditional', pageSize: 100 }, { signal }),
    { enabled: can('applications:read') },
  );
  const field = form.value<string[]>('tokenStorage.applications');
  const fit = (data?.items ?? []).filter(isFit).map(({ id, name }) => ({ value: id, label: name }));
  // One that has gone since can still be taken off the list.
  const gone = field.value.filter((id) => !fit.some(({ value }) => value === id));
  const options = [...fit, ...gone.map((id) => ({ value: id, label: id }))];
  if (data && options.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {m.none}
      </Text>
    );
  return (
    <MultiSelect
      label={m.applications}
      description={m.applicationsText}
      data={options}
      searchable
      readOnly={readOnly}
      maw={640}
      placeholder={field.value.length > 0 ? '' : m.nobody}
      {...field}
    />
  );
}

function useCount(id: string) {
  return useApiQuery(tokensKey(id), (api, signal) => api.ssoConnectors.tokens.get(id, { signal }));
}

/** Asked before a change that deletes what is stored. */
function useEnding(id: string) {
  const m = useMessages(messages);
  const format = useFormat();
  const { data } = useCount(id);
  const [question, setQuestion] = useState<{ answer(saves: boolean): void }>();
  const answered = (saves: boolean) => {
    question?.answer(saves);
    setQuestion(undefined);
  };
  const people = data?.people ?? 0;
  return {
    ask: async () => people === 0 || new Promise<boolean>((answer) => setQuestion({ answer })),
    dialog: (
      <Confirm
        opened={question !== undefined}
        onClose={() => answered(false)}
        title={m.endTitle}
        action={m.endAction}
        onConfirm={() => answered(true)}
      >
        {m.endText(format.number(people))}
      </Confirm>
    ),
  };
}

function Stored() {
  const m = useMessages(messages);
  const format = useFormat();
  const { id } = useThisConnector();
  const { can } = usePermissions();
  const { data, error, refetch } = useCount(id);
  const canDelete = can('sso-connectors:write') && (data?.people ?? 0) > 0;
  return (
    <Section title={m.stored} description={m.storedText} actions={canDelete && <RemoveAll />}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={1} />}
      {data && (
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <Figure name={m.people}>{format.number(data.people)}</Figure>
          <Figure name={m.refreshable}>{format.number(data.refreshable)}</Figure>
        </SimpleGrid>
      )}
    </Section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Paper p="md" withBorder>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={600}>{children}</Text>
    </Paper>
  );
}

function RemoveAll() {
  const m = useMessages(messages);
  const { id } = useThisConnector();
  const [opened, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: (api) => api.ssoConnectors.tokens.delete(id),
    done: () => m.removed,
    refresh: [tokensKey(id)],
  });
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        {m.remove}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={m.removeTitle}
        action={m.remove}
        onConfirm={() => remove.mutateAsync()}
      >
        {m.removeText}
      </Confirm>
    </>
  );
}
