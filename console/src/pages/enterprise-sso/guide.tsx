/** The steps at the identity provider, beside the form: ours where there is one, else the notes of the server. */
import type { SsoProvider } from '@gatehouse/sdk/management';
import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../app/i18n.ts';
import type { Guide } from '../../patterns/guide.ts';
import { GuideView } from '../../patterns/guide-view.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { providerWords, messages as words } from './messages.ts';
import { messages } from './messages-connection.ts';
import type { ProviderValues } from './provider-values.tsx';

const guides = import.meta.glob<Guide>('../../idp-guides/*.md', { import: 'guide' });

export interface GuideValues extends ProviderValues {
  connectorName: string;
  domains: string;
}

export function ProviderGuide({ provider, values }: { provider: SsoProvider; values: GuideValues }) {
  const m = useMessages(messages);
  const { name } = providerWords(useMessages(words), provider);
  const load = guides[`../../idp-guides/${provider.id}.md`];
  const { data, isPending } = useQuery({
    queryKey: ['idp-guide', provider.id],
    queryFn: async () => (load ? load() : null),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section title={m.guide(name)} description={m.guideText}>
      {isPending && <Loading />}
      {data && <GuideView guide={data} values={{ ...values }} />}
      {data === null && <Notes provider={provider} values={values} />}
    </Section>
  );
}

function Notes({ provider, values }: { provider: SsoProvider; values: GuideValues }) {
  const named: Partial<Record<string, string>> = { ...values };
  return (
    <List type="ordered" size="sm" spacing="sm">
      {provider.setup.map(({ title, text }) => (
        <List.Item key={title}>
          <Stack gap={2}>
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {text.replace(/\{(\w+)\}/g, (mark, name: string) => named[name] ?? mark)}
            </Text>
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}
