/** Whether the connector decides roles, how, and by which rules. */
import {
  Alert,
  Anchor,
  Button,
  MultiSelect,
  Radio,
  Stack,
  Switch,
  Text,
  VisuallyHidden,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import { Section } from '../../patterns/section.tsx';
import type { Settings } from '../../patterns/settings.tsx';
import type { RoleOption } from './mapping.tsx';
import { RuleCard } from './mapping-rule.tsx';
import { type MappingValues, missings, modes, newRule, type Rule } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

interface Part {
  form: Settings<MappingValues>;
  roles: RoleOption[];
  readOnly: boolean;
}

export function RolesSection(part: Part) {
  const m = useMessages(messages);
  const { form, roles, readOnly } = part;
  const { decides } = form.values;
  return (
    <Section title={m.roles} description={m.rolesText}>
      {roles.length === 0 && <NoRoles />}
      <Switch
        label={m.decides}
        description={m.decidesOff}
        checked={decides}
        disabled={readOnly || (roles.length === 0 && !decides)}
        onChange={(event) => form.set('decides', event.currentTarget.checked)}
      />
      {decides && (
        <>
          <Rules {...part} />
          <Choices {...part} />
        </>
      )}
    </Section>
  );
}

function NoRoles() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  return (
    <Alert>
      {m.noRoles}{' '}
      <Anchor component={Link} to={`/${tenant}/roles`} size="sm">
        {m.createRoles}
      </Anchor>
    </Alert>
  );
}

function Choices({ form, roles, readOnly }: Part) {
  const m = useMessages(messages);
  const given = form.values.roles;
  const set = (changes: Partial<MappingValues['roles']>) => form.set('roles', { ...given, ...changes });
  return (
    <Stack gap="md">
      <MultiSelect
        label={m.defaultRoles}
        data={roles}
        searchable
        readOnly={readOnly}
        placeholder={given.defaultRoles.length > 0 ? '' : m.noRole}
        value={given.defaultRoles}
        onChange={(defaultRoles) => set({ defaultRoles })}
      />
      <Radio.Group
        label={m.mode}
        description={m.modeText}
        value={given.mode}
        onChange={(mode) => set({ mode: mode as typeof given.mode })}
      >
        <Stack gap="xs" mt="xs">
          {modes.map((mode) => (
            <Radio key={mode} value={mode} label={m.modes[mode]} disabled={readOnly} />
          ))}
        </Stack>
      </Radio.Group>
      {given.mode === 'follow' && (
        <Radio.Group
          label={m.missing}
          value={given.missingGroups}
          onChange={(missing) => set({ missingGroups: missing as typeof given.missingGroups })}
        >
          <Stack gap="xs" mt="xs">
            {missings.map((missing) => (
              <Radio key={missing} value={missing} label={m.missingText[missing]} disabled={readOnly} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </Stack>
  );
}

/** After a rule has moved: the button that moved it, or the other way when it has come to an end. */
function focusMove(uid: string, direction: 'up' | 'down'): void {
  requestAnimationFrame(() => {
    const find = (way: string) => document.getElementById(`${uid}-${way}`) as HTMLButtonElement | null;
    const button = find(direction);
    (button?.disabled ? find(direction === 'up' ? 'down' : 'up') : button)?.focus();
  });
}

function Rules({ form, roles, readOnly }: Part) {
  const m = useMessages(messages);
  const [said, setSaid] = useState('');
  const { rules } = form.values.roles;
  const set = (next: Rule[]) => form.set('roles', { ...form.values.roles, rules: next });
  const move = (index: number, direction: 'up' | 'down') => {
    const to = direction === 'up' ? index - 1 : index + 1;
    const next = [...rules];
    const [rule] = next.splice(index, 1);
    if (!rule) return;
    next.splice(to, 0, rule);
    set(next);
    setSaid(m.moved(to + 1, rules.length));
    focusMove(rule.uid, direction);
  };
  return (
    <Stack gap="sm">
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {m.rules}
        </Text>
        <Text size="sm" c="dimmed">
          {rules.length > 0 ? m.rulesText : m.noRules}
        </Text>
      </Stack>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {rules.map((rule, index) => (
        <RuleCard
          key={rule.uid}
          rule={rule}
          position={index + 1}
          count={rules.length}
          roles={roles}
          readOnly={readOnly}
          problems={form.problems}
          onChange={(changed) => set(rules.map((one, at) => (at === index ? changed : one)))}
          onMove={(direction) => move(index, direction)}
          onRemove={() => set(rules.filter((_, at) => at !== index))}
        />
      ))}
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...rules, newRule()])}
        >
          {m.addRule}
        </Button>
      )}
    </Stack>
  );
}
