/** Whether an application proves who it is by secret or by key (OpenID Connect Core 1.0, section 9). */

import { schema } from 'virtual:schema/patchApplicationsId';
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { JsonInput, Radio, Stack, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import type { Problems } from '../../patterns/form.ts';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { useMayWrite } from './application.ts';
import { credentialMessages } from './messages-credentials.ts';

interface Values {
  authentication: Application['authentication'];
  source: 'uri' | 'set';
  jwksUri: string;
  jwks: string;
}

type KeySet = Application['jwks'];

const valuesOf = ({ authentication, jwks, jwksUri }: Application): Values => ({
  authentication,
  source: jwks ? 'set' : 'uri',
  jwksUri: jwksUri ?? '',
  jwks: jwks ? JSON.stringify(jwks, null, 2) : '',
});

function keySet(text: string): KeySet | undefined {
  try {
    const found = JSON.parse(text) as KeySet;
    return found && Array.isArray(found.keys) && found.keys.length > 0 ? found : undefined;
  } catch {
    return undefined;
  }
}

function bodyOf({ authentication, source, jwksUri, jwks }: Values) {
  const byKey = authentication === 'key';
  return {
    authentication,
    jwksUri: byKey && source === 'uri' ? jwksUri.trim() : null,
    jwks: byKey && source === 'set' ? (keySet(jwks) ?? null) : null,
  };
}

export function Authentication({ application }: { application: WithEtag<Application> }) {
  const m = useMessages(credentialMessages);
  const { id, etag } = application;
  const disabled = !useMayWrite();
  const form = useSettings<Values, ReturnType<typeof bodyOf>, Application>({
    stored: valuesOf(application),
    etag,
    schema,
    toBody: bodyOf,
    check({ authentication, source, jwksUri, jwks }): Problems {
      if (authentication !== 'key') return {};
      if (source === 'uri') return URL.canParse(jwksUri) ? {} : { jwksUri: m.jwksUriNeeded };
      return keySet(jwks) ? {} : { jwks: m.jwksWrong };
    },
    save: (api, changes, ifMatch) => api.applications.update(id, changes, { ifMatch }),
    refresh: [['applications']],
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg">
        <Section title={m.authentication}>
          <Radio.Group aria-label={m.authentication} {...form.value<string>('authentication')}>
            <Stack gap="sm">
              <Radio value="secret" label={m.bySecret} description={m.bySecretText} disabled={disabled} />
              <Radio value="key" label={m.byKey} description={m.byKeyText} disabled={disabled} />
            </Stack>
          </Radio.Group>
          {form.values.authentication === 'key' && <Keys form={form} disabled={disabled} />}
        </Section>
        {form.bar}
      </Stack>
    </form>
  );
}

function Keys({ form, disabled }: { form: Settings<Values>; disabled: boolean }) {
  const m = useMessages(credentialMessages);
  return (
    <>
      <Radio.Group label={m.keySource} {...form.value<string>('source')}>
        <Stack gap="xs" mt={6}>
          <Radio value="uri" label={m.keyUri} disabled={disabled} />
          <Radio value="set" label={m.keySet} disabled={disabled} />
        </Stack>
      </Radio.Group>
      {form.values.source === 'uri' ? (
        <TextInput label={m.jwksUri} type="url" readOnly={disabled} {...form.text('jwksUri')} />
      ) : (
        <JsonInput
          label={m.jwksText}
          autosize
          minRows={4}
          maxRows={16}
          readOnly={disabled}
          {...form.value<string>('jwks')}
        />
      )}
    </>
  );
}
