/** Sign-in experience: how the hosted pages look and what they offer, beside a live preview of them. */

import { schema } from 'virtual:schema/patchSignInExperience';
import { Alert, Anchor, Box, Button, Flex, Modal } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconEye } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions, useTenantId } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { Form } from '../../patterns/form.ts';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { useSummary } from './changes.tsx';
import { type Draft, draftOf, type Experience, lockouts, patchOf, tabOf } from './draft.ts';
import { DraftProvider } from './draft-context.ts';
import { messages } from './messages.ts';
import { Preview } from './preview.tsx';

const key = ['sign-in-experience', 'stored'];

export function SignInExperience() {
  const m = useMessages(messages);
  const { data, error, refetch } = useApiQuery(key, (api, signal) => api.signInExperience.get({ signal }));
  if (data) return <Editor experience={data} />;
  return (
    <Page title={m.title} description={m.description}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

/** Names of the enabled SSO connectors. */
function useEnabledConnectors(): readonly string[] | undefined {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['sso-connectors', 'enabled'],
    (api, signal) => api.ssoConnectors.list({ pageSize: 100 }, { signal }),
    { enabled: can('sso-connectors:read') },
  );
  return data?.items.filter(({ enabled }) => enabled).map(({ name }) => name);
}

function Editor({ experience }: { experience: Experience }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const connectors = useEnabledConnectors();
  const summary = useSummary();
  const base = `/${tenant}/sign-in-experience`;
  const form = useSettings({
    stored: draftOf(experience),
    etag: experience.etag,
    schema,
    toBody: patchOf,
    save: (api, changes, ifMatch) => api.signInExperience.update(changes, { ifMatch }),
    check: (draft) => lockouts(draft, m.rules, connectors?.length),
    refresh: [key, ['get-started']],
    done: m.saved,
    within: base,
    confirm: summary.ask,
  });
  const tabs = [
    { path: 'branding', label: m.tabs.branding },
    { path: 'sign-up-and-sign-in', label: m.tabs['sign-up-and-sign-in'] },
    { path: 'content', label: m.tabs.content },
  ];
  const canWrite = can('sign-in-experience:write');
  return (
    <DraftProvider value={{ form, canWrite, connectors }}>
      <WithPreview>
        {!canWrite && (
          <Alert color="gray" role="note">
            {m.readOnly}
          </Alert>
        )}
        <Elsewhere form={form} base={base} />
        <form onSubmit={form.submit}>
          <RouteTabs base={base} label={m.title} tabs={tabs} />
          <Box mt="lg">{form.bar}</Box>
        </form>
        {summary.dialog}
      </WithPreview>
    </DraftProvider>
  );
}

/** Beside the form where there is room, else behind a button. */
function WithPreview({ children }: { children: React.ReactNode }) {
  const m = useMessages(messages);
  const roomy = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [opened, { open, close }] = useDisclosure(false);
  const button = (
    <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={open}>
      {m.preview.open}
    </Button>
  );
  return (
    <Page title={m.title} description={m.description} actions={!roomy && button}>
      <Flex gap="lg" align="flex-start">
        <Box flex={1} miw={0}>
          {children}
        </Box>
        {roomy && (
          <Box
            component="aside"
            aria-label={m.preview.title}
            w={{ base: 400, xl: 520 }}
            pos="sticky"
            top={72}
          >
            <Preview />
          </Box>
        )}
      </Flex>
      <Modal
        opened={opened && !roomy}
        onClose={close}
        fullScreen
        title={m.preview.title}
        closeButtonProps={{ 'aria-label': m.preview.close }}
      >
        <Preview />
      </Modal>
    </Page>
  );
}

/** Saving is refused for something that can't be seen from here. */
function Elsewhere({ form, base }: { form: Form<Draft>; base: string }) {
  const m = useMessages(messages);
  const { pathname } = useLocation();
  const tabs = new Set(Object.keys(form.problems).map(tabOf));
  const others = [...tabs].filter((tab) => !pathname.startsWith(`${base}/${tab}`));
  if (others.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" mb="md" title={m.elsewhere}>
      {others.map((tab) => (
        <Anchor key={tab} component={Link} to={`${base}/${tab}`} size="sm" mr="md">
          {m.tabs[tab]}
        </Anchor>
      ))}
    </Alert>
  );
}
