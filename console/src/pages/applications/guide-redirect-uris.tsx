/** The redirect URI and the post sign-out URI, edited and saved inside a guide. */

import { schema } from 'virtual:schema/patchApplicationsId';
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { Alert, Button, Code, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { useTenant } from '../../app/tenant-switcher.tsx';
import { CopyField } from '../../patterns/copy.tsx';
import type { GuideSummary } from '../../patterns/guide.ts';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { useApplication, useMayWrite } from './application.ts';
import { guideMessages } from './messages-guide.ts';
import { listProblems, redirectUriProblem, uriMessages } from './redirect-uris.ts';

interface Uris {
  redirectUris: string[];
  postLogoutRedirectUris: string[];
}

type List = keyof Uris;

export function GuideRedirectUris({ guide }: { guide: GuideSummary }) {
  const m = useMessages(guideMessages);
  const application = useApplication();
  const mayWrite = useMayWrite();
  if (mayWrite) return <Editor key={application.id} application={application} guide={guide} />;
  return (
    <Paper>
      <Stack>
        <CopyField label={m.redirectUri} value={application.redirectUris[0] ?? '–'} />
        <CopyField label={m.postLogoutUri} value={application.postLogoutRedirectUris[0] ?? '–'} />
      </Stack>
    </Paper>
  );
}

/** A guide shows the first of each list; further ones stay as they are. */
function useUris({ id, type, etag, ...application }: WithEtag<Application>): Settings<Uris> {
  const m = useMessages(guideMessages);
  const words = useMessages(uriMessages);
  const development = useTenant()?.tag !== 'production';
  const { redirectUris, postLogoutRedirectUris } = application;
  return useSettings<Uris, Uris, unknown>({
    stored: { redirectUris, postLogoutRedirectUris },
    etag,
    schema,
    toBody: (values) => values,
    check(values) {
      const problemOf = (value: string) => redirectUriProblem(value, { type, development }, words);
      const lists: List[] = ['redirectUris', 'postLogoutRedirectUris'];
      return Object.assign({}, ...lists.map((list) => listProblems(list, values[list], problemOf, words)));
    },
    save: (api, changes, ifMatch) => api.applications.update(id, changes, { ifMatch }),
    refresh: [['applications']],
    done: m.urisSaved,
  });
}

function Editor({ application, guide }: { application: WithEtag<Application>; guide: GuideSummary }) {
  const m = useMessages(guideMessages);
  const form = useUris(application);
  const { redirectUri, postLogoutRedirectUri } = guide;
  const empty = form.values.redirectUris.length === 0 && form.values.postLogoutRedirectUris.length === 0;
  const take = () => {
    if (redirectUri) form.set('redirectUris', [redirectUri]);
    if (postLogoutRedirectUri) form.set('postLogoutRedirectUris', [postLogoutRedirectUri]);
  };
  return (
    <Paper component="form" onSubmit={form.submit} noValidate>
      <Stack>
        {empty && redirectUri && (
          <Alert>
            <Group gap="xs">
              <Text size="sm">{m.suggested}</Text>
              <Code>{redirectUri}</Code>
              {postLogoutRedirectUri && <Code>{postLogoutRedirectUri}</Code>}
              <Button size="xs" variant="default" onClick={take}>
                {m.take}
              </Button>
            </Group>
          </Alert>
        )}
        <First form={form} list="redirectUris" label={m.redirectUri} help={m.redirectHelp} />
        <First form={form} list="postLogoutRedirectUris" label={m.postLogoutUri} help={m.postLogoutHelp} />
        {form.bar}
      </Stack>
    </Paper>
  );
}

/** Emptying the field takes the address out of the list. */
function First(props: { form: Settings<Uris>; list: List; label: string; help: string }) {
  const { form, list, label, help } = props;
  const field = form.value<string[]>(list);
  const [first = '', ...others] = field.value;
  return (
    <TextInput
      label={label}
      description={help}
      type="url"
      value={first}
      error={form.problems[`${list}.0`]}
      onChange={({ currentTarget: { value } }) =>
        field.onChange(value.trim() === '' ? others : [value.trim(), ...others])
      }
      onBlur={field.onBlur}
    />
  );
}
