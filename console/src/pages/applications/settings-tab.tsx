/** What an application is called, where people may be sent, and how it signs in; and its deletion. */

import { schema } from 'virtual:schema/patchApplicationsId';
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { Stack, Switch, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useTenant } from '../../app/tenant-switcher.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { useApplication, useMayWrite } from './application.ts';
import { DeleteApplication } from './delete.tsx';
import { detailMessages } from './messages-detail.ts';
import { listProblems, originProblem, redirectUriProblem, uriMessages } from './redirect-uris.ts';
import { UriList } from './uri-list.tsx';

interface Values {
  name: string;
  description: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  corsAllowedOrigins: string[];
  requiresPkce: boolean;
  thirdParty: boolean;
}

const valuesOf = ({ name, description, pkce, thirdParty, ...lists }: Application): Values => ({
  name,
  description: description ?? '',
  redirectUris: lists.redirectUris,
  postLogoutRedirectUris: lists.postLogoutRedirectUris,
  corsAllowedOrigins: lists.corsAllowedOrigins,
  requiresPkce: pkce === 'required',
  thirdParty,
});

const bodyOf = ({ name, description, requiresPkce, ...same }: Values) => ({
  ...same,
  name: name.trim(),
  description: description.trim() || null,
  pkce: requiresPkce ? ('required' as const) : ('optional' as const),
});

function useApplicationSettings(application: WithEtag<Application>) {
  const m = useMessages(detailMessages);
  const words = useMessages(uriMessages);
  const { id, type, etag } = application;
  const development = useTenant()?.tag !== 'production';
  return useSettings<Values, ReturnType<typeof bodyOf>, Application>({
    stored: valuesOf(application),
    etag,
    schema,
    toBody: bodyOf,
    check({ name, redirectUris, postLogoutRedirectUris, corsAllowedOrigins }) {
      const uri = (value: string) => redirectUriProblem(value, { type, development }, words);
      const origin = (value: string) => originProblem(value, words);
      return {
        ...(name.trim() === '' && { name: m.nameNeeded }),
        ...listProblems('redirectUris', redirectUris, uri, words),
        ...listProblems('postLogoutRedirectUris', postLogoutRedirectUris, uri, words),
        ...listProblems('corsAllowedOrigins', corsAllowedOrigins, origin, words),
      };
    },
    save: (api, changes, ifMatch) => api.applications.update(id, changes, { ifMatch }),
    refresh: [['applications']],
  });
}

export function SettingsTab() {
  const application = useApplication();
  const mayWrite = useMayWrite();
  return (
    <Stack gap="lg" maw={820}>
      <SettingsForm key={application.id} application={application} mayWrite={mayWrite} />
      {mayWrite && <DeleteApplication application={application} />}
    </Stack>
  );
}

function SettingsForm({ application, mayWrite }: { application: WithEtag<Application>; mayWrite: boolean }) {
  const m = useMessages(detailMessages);
  const form = useApplicationSettings(application);
  const { type } = application;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg">
        <Section title={m.general}>
          <TextInput label={m.name} description={m.nameHelp} readOnly={!mayWrite} {...form.text('name')} />
          <TextInput
            label={m.descriptionLabel}
            description={m.descriptionHelp}
            readOnly={!mayWrite}
            {...form.text('description')}
          />
        </Section>
        {type !== 'machine-to-machine' && (
          <>
            <Addresses form={form} native={type === 'native'} disabled={!mayWrite} />
            <Section title={m.signingIn}>
              {type === 'traditional' && (
                <Switch
                  label={m.pkce}
                  description={m.pkceHelp}
                  disabled={!mayWrite}
                  {...form.toggle('requiresPkce')}
                />
              )}
              <Switch
                label={m.thirdParty}
                description={m.thirdPartyHelp}
                disabled={!mayWrite}
                {...form.toggle('thirdParty')}
              />
            </Section>
          </>
        )}
        {form.bar}
      </Stack>
    </form>
  );
}

function Addresses(props: { form: Settings<Values>; native: boolean; disabled: boolean }) {
  const { form, native, disabled } = props;
  const m = useMessages(detailMessages);
  const list = (name: string) => ({
    name,
    disabled,
    ...form.value<string[]>(name),
    problems: form.problems,
  });
  return (
    <Section title={m.addresses} description={m.addressesHelp}>
      <UriList
        label={m.redirectUris}
        description={m.redirectUrisHelp}
        add={m.addRedirectUri}
        placeholder={native ? 'com.example.app:/callback' : 'https://example.com/callback'}
        {...list('redirectUris')}
      />
      <UriList
        label={m.postLogoutUris}
        description={m.postLogoutUrisHelp}
        add={m.addPostLogoutUri}
        placeholder={native ? 'com.example.app:/' : 'https://example.com/'}
        {...list('postLogoutRedirectUris')}
      />
      <UriList
        label={m.origins}
        description={m.originsHelp}
        add={m.addOrigin}
        placeholder="https://example.com"
        {...list('corsAllowedOrigins')}
      />
    </Section>
  );
}
