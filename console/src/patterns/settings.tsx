/**
 * Settings of something that exists: a form with a save bar that appears when something was changed, a guard against
 * leaving with unsaved changes, and a choice when somebody else saved first.
 */

import type { Schema } from '@cfworker/json-schema';
import type { GatehouseError, ManagementClient } from '@gatehouse/sdk/management';
import { Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { defineMessages, useMessages } from '../app/i18n.ts';
import { type Key, useChange } from '../app/queries.ts';
import { useTenantId } from '../app/session.tsx';
import { detailsOf } from './errors.ts';
import { type Form, type FormOptions, type Problems, useForm } from './form.ts';

const messages = defineMessages(
  {
    unsaved: 'You have unsaved changes.',
    save: 'Save changes',
    discard: 'Discard',
    leaveTitle: 'Leave without saving?',
    leaveText: 'What you changed on this page is not saved.',
    leave: 'Leave',
    stay: 'Stay',
    conflictTitle: 'Somebody else saved first',
    conflictText:
      'This was changed after you opened it. You can see the newer version and lose your changes, or put your changes on top of it.',
    seeTheirs: 'Show the newer version',
    overwrite: 'Save mine on top',
    saved: 'Changes saved.',
  },
  {
    unsaved: '您有未保存的更改。',
    save: '保存更改',
    discard: '放弃',
    leaveTitle: '不保存就离开？',
    leaveText: '此页面上的更改尚未保存。',
    leave: '离开',
    stay: '留下',
    conflictTitle: '其他人已先保存',
    conflictText: '在您打开之后，此内容已被更改。您可以查看新版本并放弃自己的更改，或将您的更改覆盖在其上。',
    seeTheirs: '显示新版本',
    overwrite: '用我的更改覆盖',
    saved: '更改已保存。',
  },
);

export interface SettingsOptions<V extends object, B, R> {
  /** What is stored now, as the form's values. */
  stored: V;
  /** Version that `stored` is of. */
  etag: string;
  schema?: Schema;
  /** What is sent, from all values; only top-level names whose values differ from what is stored are sent. */
  toBody(values: V): B;
  save(api: ManagementClient, changes: Partial<B>, ifMatch: string | undefined): Promise<R>;
  check?: FormOptions<V, B, R>['check'];
  refused?: FormOptions<V, B, R>['refused'];
  /** Keys to read again afterwards, by their beginning. */
  refresh: readonly Key[];
  /** Toast; "Changes saved." when absent. */
  done?: string;
  /** Addresses that begin like this show the same form: going there loses nothing. */
  within?: string;
  /** Asked before anything is sent, once all is valid: false goes back to the form. */
  confirm?(values: V, stored: V): Promise<boolean>;
}

/** What `confirm` said no to is no failure. */
const notConfirmed = new Error('not confirmed');

export interface Settings<V extends object> extends Form<V> {
  /** To be put at the end of the form. */
  bar: ReactNode;
}

function changesBetween<B extends object>(before: B, after: B): Partial<B> {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify((before as Record<string, unknown>)[name]),
  );
  return Object.fromEntries(changed) as Partial<B>;
}

export function useSettings<V extends object, B extends object, R>(
  options: SettingsOptions<V, B, R>,
): Settings<V> {
  const { stored, etag, schema, toBody, save, check, refused, refresh, done, within, confirm } = options;
  const m = useMessages(messages);
  const [conflict, setConflict] = useState(false);
  // What the person sees is based on: a newer version that arrives meanwhile must not pass for it.
  const [base, setBase] = useState({ stored, etag });
  const readAgain = useReadAgain(refresh);
  const saysOfFields = (error: unknown) =>
    detailsOf(error).status === 400 || Object.keys(refused?.(error) ?? {}).length > 0;
  const change = useChange<{ changes: Partial<B>; ifMatch: string | undefined }, R>({
    run: (api, { changes, ifMatch }) => save(api, changes, ifMatch),
    done: () => done ?? m.saved,
    refresh,
    failed(error: GatehouseError) {
      const isConflict = detailsOf(error).status === 412;
      setConflict(isConflict);
      if (isConflict) readAgain();
      return isConflict || saysOfFields(error);
    },
  });
  const form: Form<V> = useForm<V, B, R>({
    initial: stored,
    schema,
    toBody,
    check: check as ((values: V) => Problems) | undefined,
    save: async () => {
      if (confirm && !(await confirm(form.values, base.stored))) throw notConfirmed;
      return change.mutateAsync({ changes: changes(), ifMatch: base.etag });
    },
    saved: () => setBase({ ...base, stored: form.values }),
    refused,
    // A bad request that names no field is told by the form, anything else by the change itself.
    failed: (error) => error === notConfirmed || detailsOf(error).status !== 400,
  });
  const changes = () => changesBetween(toBody(base.stored), toBody(form.values));
  // A newer version replaces what is shown as long as nothing was changed here. Before the browser paints: a
  // key pressed between drawing and effect would be undone.
  useLayoutEffect(() => {
    if (etag === base.etag || form.dirty) return;
    setBase({ stored, etag });
    form.reset(stored);
  }, [etag, base, stored, form]);
  const overwrite = async () => {
    await change.mutateAsync({ changes: changes(), ifMatch: undefined });
    form.reset(form.values);
    setConflict(false);
  };
  const showTheirs = () => {
    setConflict(false);
    setBase({ stored, etag });
    form.reset(stored);
  };
  const bar = (
    <>
      <SaveBar
        shown={form.dirty}
        saving={form.saving}
        onSave={form.submit}
        onDiscard={() => form.reset(stored)}
      />
      <LeaveGuard dirty={form.dirty} saving={change.isPending} within={within} />
      <Question
        opened={conflict}
        title={m.conflictTitle}
        text={m.conflictText}
        onClose={() => setConflict(false)}
      >
        <Button variant="default" onClick={showTheirs}>
          {m.seeTheirs}
        </Button>
        <Button onClick={() => void overwrite()} loading={change.isPending}>
          {m.overwrite}
        </Button>
      </Question>
    </>
  );
  return { ...form, bar };
}

/** Asks before unsaved changes are lost by going elsewhere. */
function LeaveGuard({ dirty, saving, within }: { dirty: boolean; saving: boolean; within?: string }) {
  const m = useMessages(messages);
  const stays = (from: string, to: string) =>
    from === to || (within !== undefined && to.startsWith(`${within}/`));
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && !saving && !stays(current.pathname, next.pathname),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <Question
      opened={blocker.status === 'blocked'}
      title={m.leaveTitle}
      text={m.leaveText}
      onClose={() => blocker.reset?.()}
    >
      <Button variant="default" onClick={() => blocker.reset?.()}>
        {m.stay}
      </Button>
      <Button color="red" onClick={() => blocker.proceed?.()}>
        {m.leave}
      </Button>
    </Question>
  );
}

function useReadAgain(keys: readonly Key[]): () => void {
  const client = useQueryClient();
  const tenant = useTenantId();
  return () => {
    for (const key of keys) void client.invalidateQueries({ queryKey: ['tenant', tenant, ...key] });
  };
}

function Question(props: {
  opened: boolean;
  title: string;
  text: string;
  onClose(): void;
  children: ReactNode;
}) {
  const { opened, title, text, onClose, children } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered withCloseButton={false}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">{children}</Group>
      </Stack>
    </Modal>
  );
}

export function SaveBar({
  shown,
  saving,
  onSave,
  onDiscard,
}: {
  shown: boolean;
  saving: boolean;
  onSave(): void;
  onDiscard(): void;
}) {
  const m = useMessages(messages);
  if (!shown) return null;
  return (
    <Paper
      pos="sticky"
      bottom={12}
      p="sm"
      shadow="md"
      style={{ zIndex: 10 }}
      role="region"
      aria-label={m.unsaved}
    >
      <Group justify="space-between">
        <Text size="sm">{m.unsaved}</Text>
        <Group gap="xs">
          <Button variant="default" onClick={onDiscard} disabled={saving}>
            {m.discard}
          </Button>
          <Button onClick={onSave} loading={saving}>
            {m.save}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
