/** A choice of one type, or all. */
import { Chip, Group } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { messages } from './messages.ts';
import { type ApplicationType, applicationTypes, isApplicationType, typeMessages } from './types.ts';

export function TypeChips({
  value,
  onChange,
}: {
  value: ApplicationType | undefined;
  onChange(type: ApplicationType | undefined): void;
}) {
  const m = useMessages(messages);
  const names = useMessages(typeMessages);
  return (
    <Chip.Group
      value={value ?? 'all'}
      onChange={(next) => onChange(isApplicationType(next) ? next : undefined)}
    >
      <Group gap={6} role="radiogroup" aria-label={m.filterType}>
        <Chip value="all" size="sm" variant="outline">
          {m.all}
        </Chip>
        {applicationTypes.map((type) => (
          <Chip key={type} value={type} size="sm" variant="outline">
            {names[type]}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
