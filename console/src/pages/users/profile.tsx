/** Profile of a user: name and picture, identifiers, and the standard claims of OpenID Connect. */

import { schema } from 'virtual:schema/patchUsersId';
import type { OperationBody, User } from '@gatehouse/sdk/management';
import { Fieldset, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { usePermissions } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { type Settings, useSettings } from '../../patterns/settings.tsx';
import { messages } from './detail-messages.ts';
import { messages as listMessages } from './messages.ts';
import { takenProblem } from './password.ts';
import { usersKey, useUser } from './user-context.tsx';

type Patch = OperationBody<'patchUsersId'>;
type ClaimName = keyof typeof messages.en.claimNames;
type AddressName = keyof typeof messages.en.addressNames;

const claimNames = Object.keys(messages.en.claimNames) as ClaimName[];
const addressNames = Object.keys(messages.en.addressNames) as AddressName[];

interface Values {
  name: string;
  picture: string;
  email: string;
  emailVerified: boolean;
  username: string;
  phone: string;
  phoneVerified: boolean;
  profile: Record<ClaimName, string> & { address: Record<AddressName, string> };
}

function texts<N extends string>(names: readonly N[], from: unknown): Record<N, string> {
  const known = (typeof from === 'object' && from !== null ? from : {}) as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, String(known[name] ?? '')])) as Record<N, string>;
}

const filled = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined));

function toValues(user: User): Values {
  const { name, picture, email, emailVerified, username, phone, phoneVerified, profile } = user;
  return {
    name: name ?? '',
    picture: picture ?? '',
    email: email ?? '',
    emailVerified,
    username: username ?? '',
    phone: phone ?? '',
    phoneVerified,
    profile: { ...texts(claimNames, profile), address: texts(addressNames, profile.address) },
  };
}

function toBody({ emailVerified, phoneVerified, profile, ...rest }: Values): Patch {
  const { address, ...claims } = profile;
  const place = filled(address);
  const orNull = Object.entries(rest).map(([key, text]) => [key, text.trim() || null]);
  return {
    ...Object.fromEntries(orNull),
    emailVerified,
    phoneVerified,
    profile: { ...filled(claims), ...(Object.keys(place).length > 0 && { address: place }) },
  };
}

function useProfile(user: ReturnType<typeof useUser>): Settings<Values> {
  const m = useMessages(listMessages);
  const form: Settings<Values> = useSettings<Values, Patch, User>({
    stored: toValues(user),
    etag: user.etag,
    schema,
    toBody,
    // The server takes a new address for unverified unless told otherwise: it is always told what is shown here.
    save: (api, changes, ifMatch) =>
      api.users.update(
        user.id,
        {
          ...changes,
          ...('email' in changes && { emailVerified: form.values.emailVerified }),
          ...('phone' in changes && { phoneVerified: form.values.phoneVerified }),
        },
        { ifMatch },
      ),
    refused: (error) => takenProblem(error, m),
    refresh: [usersKey],
  });
  return form;
}

export function Profile() {
  const user = useUser();
  const { can } = usePermissions();
  const form = useProfile(user);
  return (
    <form onSubmit={form.submit} noValidate>
      <Fieldset variant="unstyled" mx={0} disabled={!can('users:write')}>
        <Stack gap="lg">
          <NameAndPicture form={form} />
          <IdentifierFields form={form} />
          <Claims form={form} />
          {form.bar}
        </Stack>
      </Fieldset>
    </form>
  );
}

interface Part {
  form: Settings<Values>;
}

function NameAndPicture({ form }: Part) {
  const m = useMessages(messages);
  return (
    <Section title={m.nameAndPicture} description={m.nameAndPictureText}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <TextInput label={m.name} {...form.text('name')} />
        <TextInput label={m.picture} placeholder={m.pictureHint} type="url" {...form.text('picture')} />
      </SimpleGrid>
    </Section>
  );
}

/** A new address was not proved by the one before. */
function IdentifierFields({ form }: Part) {
  const m = useMessages(messages);
  const unproved = (name: 'email' | 'phone') => {
    const field = form.text(name);
    return {
      ...field,
      onChange(event: { currentTarget: { value: string } }) {
        field.onChange(event);
        form.set(`${name}Verified`, false);
      },
    };
  };
  return (
    <Section title={m.identifiers} description={`${m.identifiersText} ${m.verifiedHint}`}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="xs">
          <TextInput label={m.email} type="email" {...unproved('email')} />
          {form.values.email !== '' && <Switch label={m.emailVerified} {...form.toggle('emailVerified')} />}
        </Stack>
        <TextInput label={m.username} {...form.text('username')} />
        <Stack gap="xs">
          <TextInput label={m.phone} placeholder={m.phoneHint} type="tel" {...unproved('phone')} />
          {form.values.phone !== '' && <Switch label={m.phoneVerified} {...form.toggle('phoneVerified')} />}
        </Stack>
      </SimpleGrid>
    </Section>
  );
}

function Claims({ form }: Part) {
  const m = useMessages(messages);
  const hints: Partial<Record<ClaimName, string>> = m.claimHints;
  return (
    <Section title={m.claims} description={m.claimsText}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {claimNames.map((name) => (
          <TextInput
            key={name}
            label={m.claimNames[name]}
            placeholder={hints[name]}
            {...form.text(`profile.${name}`)}
          />
        ))}
      </SimpleGrid>
      <Fieldset legend={m.address} radius="md" mx={0}>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {addressNames.map((name) => (
            <TextInput key={name} label={m.addressNames[name]} {...form.text(`profile.address.${name}`)} />
          ))}
        </SimpleGrid>
      </Fieldset>
    </Section>
  );
}
