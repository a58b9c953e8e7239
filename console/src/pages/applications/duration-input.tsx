/** A length of time in seconds, typed as a number of minutes, hours or days. */
import { Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { detailMessages } from './messages-detail.ts';

const seconds = { minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof seconds;
const units: readonly Unit[] = ['days', 'hours', 'minutes'];

const largestUnit = (value: number): Unit => units.find((unit) => value % seconds[unit] === 0) ?? 'minutes';

export function DurationInput(props: {
  label: string;
  description: string;
  value: number;
  error: string | undefined;
  onChange(seconds: number): void;
  onBlur(): void;
  disabled: boolean;
}) {
  const m = useMessages(detailMessages);
  const { label, description, value, error, onChange, onBlur, disabled } = props;
  const [unit, setUnit] = useState<Unit>(() => largestUnit(value));
  const amount = value / seconds[unit];
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        label={label}
        description={description}
        value={amount}
        min={0}
        allowDecimal={false}
        error={error}
        readOnly={disabled}
        onChange={(next) => onChange(Math.round(Number(next) * seconds[unit]))}
        onBlur={onBlur}
      />
      <Select
        aria-label={m.unit}
        data={units.map((one) => ({ value: one, label: m.units[one] }))}
        value={unit}
        disabled={disabled}
        allowDeselect={false}
        w={120}
        onChange={(next) => {
          const chosen = units.find((one) => one === next) ?? unit;
          setUnit(chosen);
          onChange(Math.round(amount * seconds[chosen]));
        }}
      />
    </Group>
  );
}
