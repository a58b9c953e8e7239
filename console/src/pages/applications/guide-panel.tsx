/** A framework's guide for one application: its values, the text with them filled in, redirect URIs, and checkpoint. */
import { Box, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { Empty } from '../../patterns/empty.tsx';
import { Failure } from '../../patterns/failure.tsx';
import type { GuideSummary } from '../../patterns/guide.ts';
import { GuideView } from '../../patterns/guide-view.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { useAddresses, useApplication } from './application.ts';
import { Emblem } from './emblem.tsx';
import { useFreshSecret } from './fresh-secret.ts';
import { GuideApi, useApiResources } from './guide-api.tsx';
import { GuideCheckpoint } from './guide-checkpoint.tsx';
import { GuideRedirectUris } from './guide-redirect-uris.tsx';
import { GuideValues } from './guide-values.tsx';
import { useGuide } from './guides.ts';
import { guideMessages } from './messages-guide.ts';

/** @param props.guide the framework's; without one only the values are shown */
export function GuidePanel({ guide }: { guide: GuideSummary | undefined }) {
  const m = useMessages(guideMessages);
  const application = useApplication();
  const apis = useApiResources();
  const [chosen, choose] = useState<string>();
  const api = chosen ?? apis?.[0]?.indicator;
  return (
    <Stack gap="lg" maw={900}>
      <GuideValues application={application} />
      {guide?.kind === 'api' && apis && <GuideApi apis={apis} value={api} onChange={choose} />}
      {guide ? (
        <Paper>
          <Stack gap="lg">
            <GuideHead guide={guide} />
            <GuideText guide={guide} apiIndicator={api} />
          </Stack>
        </Paper>
      ) : (
        <Paper>
          <Empty icon={IconBook2} title={m.chooseTitle} text={m.chooseText} />
        </Paper>
      )}
    </Stack>
  );
}

function GuideHead({ guide }: { guide: GuideSummary }) {
  const m = useMessages(guideMessages);
  return (
    <Group gap="sm" wrap="nowrap">
      <Emblem guide={guide} size={44} />
      <Box miw={0}>
        <Text fw={650} size="lg">
          {guide.title}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          {guide.language} · {m.library} <Code>{guide.library}</Code>
        </Text>
      </Box>
    </Group>
  );
}

/** Placeholders of guides; an address that isn't on the web has neither origin nor port. */
function usePlaceholders(guide: GuideSummary, apiIndicator: string | undefined) {
  const application = useApplication();
  const { endpoint, issuer, tenantApi } = useAddresses();
  const redirectUri = application.redirectUris[0] ?? guide.redirectUri;
  const url = redirectUri === undefined ? null : URL.parse(redirectUri);
  const web = url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
  return {
    endpoint,
    issuer,
    tenantApi,
    clientId: application.id,
    clientSecret: useFreshSecret(application.id),
    redirectUri,
    postLogoutRedirectUri: application.postLogoutRedirectUris[0] ?? guide.postLogoutRedirectUri,
    origin: web?.origin,
    port: web && (web.port || (web.protocol === 'https:' ? '443' : '80')),
    apiIndicator,
  };
}

function GuideText({ guide, apiIndicator }: { guide: GuideSummary; apiIndicator: string | undefined }) {
  const { data, error, refetch } = useGuide(guide.id);
  const values = usePlaceholders(guide, apiIndicator);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <GuideView
      guide={data}
      values={values}
      directives={{
        'redirect-uris': <GuideRedirectUris guide={guide} />,
        checkpoint: <GuideCheckpoint />,
      }}
    />
  );
}
