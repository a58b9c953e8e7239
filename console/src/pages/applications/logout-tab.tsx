/** How an application hears that somebody's session ended, and where it sends people to end it. */

import { schema } from 'virtual:schema/patchApplicationsId';
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { CopyField } from '../../patterns/copy.tsx';
import { Section } from '../../patterns/section.tsx';
import { useSettings } from '../../patterns/settings.tsx';
import { useAddresses, useApplication, useMayWrite } from './application.ts';
import { detailMessages } from './messages-detail.ts';
import { uriMessages } from './redirect-uris.ts';

interface Values {
  backchannelLogoutUri: string;
}

const bodyOf = ({ backchannelLogoutUri }: Values) => ({
  backchannelLogoutUri: backchannelLogoutUri.trim() || null,
});

export function LogoutTab() {
  const application = useApplication();
  return <LogoutForm key={application.id} application={application} />;
}

function LogoutForm({ application }: { application: WithEtag<Application> }) {
  const m = useMessages(detailMessages);
  const words = useMessages(uriMessages);
  const mayWrite = useMayWrite();
  const { issuer } = useAddresses();
  const { id, etag, backchannelLogoutUri, type } = application;
  const form = useSettings<Values, ReturnType<typeof bodyOf>, Application>({
    stored: { backchannelLogoutUri: backchannelLogoutUri ?? '' },
    etag,
    schema,
    toBody: bodyOf,
    check(values) {
      const { backchannelLogoutUri: uri } = bodyOf(values);
      if (uri === null || /^https?:$/.test(URL.parse(uri)?.protocol ?? ''))
        return {} as Record<string, string>;
      return { backchannelLogoutUri: words.web };
    },
    save: (api, changes, ifMatch) => api.applications.update(id, changes, { ifMatch }),
    refresh: [['applications']],
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg" maw={820}>
        <Section title={m.logoutTitle} description={type === 'spa' ? m.logoutSpa : m.logoutHelp}>
          <TextInput
            label={m.logoutUri}
            description={m.logoutUriHelp}
            placeholder="https://example.com/backchannel-logout"
            type="url"
            readOnly={!mayWrite}
            {...form.text('backchannelLogoutUri')}
          />
          <CopyField label={m.endSession} value={`${issuer}/session/end`} />
        </Section>
        {form.bar}
      </Stack>
    </form>
  );
}
