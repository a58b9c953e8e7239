/** Sign-up and sign-in: what people type first, how they prove who they are, and who may register. */
import { Alert, Anchor, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import { lockouts } from './draft.ts';
import { useDraft } from './draft-context.ts';
import { messages } from './messages.ts';

const identifiers = ['email', 'username'] as const;

export function Methods() {
  return (
    <Stack gap="lg">
      <SignIn />
      <EnterpriseSso />
      <SignUp />
    </Stack>
  );
}

/** Combinations are judged at once: a switch is no text that one is still typing. */
function useLockouts() {
  const m = useMessages(messages);
  const { form, connectors } = useDraft();
  return lockouts(form.values, m.rules, connectors?.length);
}

function Identifiers({ of, description }: { of: 'signIn' | 'signUp'; description: string }) {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const problems = useLockouts();
  const path = `${of}.identifiers` as const;
  const { value, error, onChange } = form.value<string[]>(path);
  return (
    <Checkbox.Group
      label={m.fields[path]}
      description={description}
      value={value}
      error={value.length === 0 ? m.methods.oneNeeded : (problems[path] ?? error)}
      // In one order, so that switching off and on again is no change.
      onChange={(chosen) => onChange(identifiers.filter((name) => chosen.includes(name)))}
    >
      <Group mt="xs" gap="lg" mb={4}>
        {identifiers.map((name) => (
          <Checkbox key={name} value={name} label={m.identifiers[name]} disabled={!canWrite} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function SignIn() {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const problems = useLockouts();
  return (
    <Section title={m.methods.signInTitle} description={m.methods.signInText}>
      <Identifiers of="signIn" description={m.methods.signInIdentifiers} />
      <Switch
        label={m.fields['signIn.password']}
        description={m.methods.password}
        disabled={!canWrite}
        error={problems['signIn.password']}
        {...form.toggle('signIn.password')}
      />
      <Switch
        label={m.fields['signIn.emailCode']}
        description={m.methods.emailCode}
        disabled={!canWrite}
        error={problems['signIn.emailCode']}
        {...form.toggle('signIn.emailCode')}
      />
    </Section>
  );
}

function EnterpriseSso() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { form, canWrite, connectors } = useDraft();
  const some = connectors !== undefined && connectors.length > 0;
  return (
    <Section title={m.methods.ssoTitle} description={m.methods.ssoText}>
      <Switch
        label={m.fields.singleSignOnEnabled}
        description={m.methods.sso}
        disabled={!canWrite}
        {...form.toggle('singleSignOnEnabled')}
      />
      {connectors && (
        <Alert
          role="note"
          color={some ? 'teal' : 'yellow'}
          p="xs"
          icon={
            some ? <IconCircleCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />
          }
        >
          <Text size="sm">
            {some ? m.methods.connectors(connectors.join(', ')) : m.methods.noConnector}{' '}
            <Anchor
              component={Link}
              to={`/${tenant}/enterprise-sso`}
              size="sm"
              c="inherit"
              underline="always"
            >
              {m.methods.toConnectors}
            </Anchor>
          </Text>
        </Alert>
      )}
    </Section>
  );
}

function SignUp() {
  const m = useMessages(messages);
  const { form, canWrite } = useDraft();
  const { enabled, identifiers: asked } = form.values.signUp;
  return (
    <Section title={m.methods.signUpTitle} description={m.methods.signUpText}>
      <Switch
        label={m.fields['signUp.enabled']}
        description={m.methods.signUp}
        disabled={!canWrite}
        {...form.toggle('signUp.enabled')}
      />
      {enabled && <Identifiers of="signUp" description={m.methods.signUpIdentifiers} />}
      {enabled && asked.includes('email') && (
        <Switch
          label={m.fields['signUp.verifyEmail']}
          description={m.methods.verifyEmail}
          disabled={!canWrite}
          {...form.toggle('signUp.verifyEmail')}
        />
      )}
    </Section>
  );
}
