/** One rule of the role mapping: a claim, a comparison, values, the roles; moved by buttons, so by keyboard as well. */
import {
  ActionIcon,
  Autocomplete,
  Checkbox,
  Fieldset,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import type { Problems } from '../../patterns/form.ts';
import type { RoleOption } from './mapping.tsx';
import { operators, type Rule } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

export interface RuleCardProps {
  rule: Rule;
  position: number;
  count: number;
  roles: RoleOption[];
  readOnly: boolean;
  problems: Problems;
  onChange(rule: Rule): void;
  onMove(direction: 'up' | 'down'): void;
  onRemove(): void;
}

const knownClaims = ['groups', 'roles', 'department', 'email', 'tid', 'hd'];

export function RuleCard(props: RuleCardProps) {
  const m = useMessages(messages);
  const { rule, position, roles, readOnly, problems, onChange } = props;
  const problem = (field: string) => problems[`rules.${position - 1}.${field}`];
  const set = (changes: Partial<Rule>) => onChange({ ...rule, ...changes });
  return (
    <Fieldset mx={0} miw={0} legend={m.rule(position)}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Autocomplete
            label={m.claim}
            data={knownClaims}
            readOnly={readOnly}
            value={rule.claim}
            error={problem('claim')}
            onChange={(claim) => set({ claim })}
          />
          <Select
            label={m.operator}
            allowDeselect={false}
            readOnly={readOnly}
            data={operators.map((operator) => ({ value: operator, label: m.operators[operator] }))}
            value={rule.operator}
            onChange={(operator) => operator && set({ operator: operator as Rule['operator'] })}
          />
        </SimpleGrid>
        {rule.operator !== 'present' && (
          <TagsInput
            label={m.values}
            description={m.valuesHelp}
            readOnly={readOnly}
            maxTags={200}
            splitChars={[]}
            acceptValueOnBlur
            isDuplicate={(value, current) => current.includes(value)}
            value={rule.values}
            error={problem('values')}
            onChange={(values) => set({ values })}
          />
        )}
        <MultiSelect
          label={m.gives}
          data={roles}
          searchable
          readOnly={readOnly}
          value={rule.roles}
          error={problem('roles')}
          onChange={(given) => set({ roles: given })}
        />
        <Group justify="space-between">
          <Checkbox
            label={m.stop}
            disabled={readOnly}
            checked={rule.stop}
            onChange={(event) => set({ stop: event.currentTarget.checked })}
          />
          {!readOnly && <Buttons {...props} />}
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Buttons({ rule, position, count, onMove, onRemove }: RuleCardProps) {
  const m = useMessages(messages);
  return (
    <Group gap={4}>
      <ActionIcon
        id={`${rule.uid}-up`}
        variant="default"
        aria-label={m.up(position)}
        disabled={position === 1}
        onClick={() => onMove('up')}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        id={`${rule.uid}-down`}
        variant="default"
        aria-label={m.down(position)}
        disabled={position === count}
        onClick={() => onMove('down')}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={m.remove(position)} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
