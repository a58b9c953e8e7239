/** A duration, entered in the unit that people think in. Its value is in seconds, as the API has it. */
import type { Schema } from '@cfworker/json-schema';
import { NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { defineMessages, type Locale, useLocale, useMessages } from '../app/i18n.ts';

const messages = defineMessages(
  {
    units: { second: 'seconds', minute: 'minutes', hour: 'hours', day: 'days' },
    unit: (label: string) => `Unit of: ${label}`,
    needed: 'This is needed.',
    least: (duration: string) => `At least ${duration}.`,
    most: (duration: string) => `At most ${duration}.`,
  },
  {
    units: { second: '秒', minute: '分钟', hour: '小时', day: '天' },
    unit: (label) => `单位：${label}`,
    needed: '此项必填。',
    least: (duration) => `至少 ${duration}。`,
    most: (duration) => `最多 ${duration}。`,
  },
);

/** Seconds of each unit, from the greatest down. */
const units = { day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;
type Unit = keyof typeof units;
const unitNames = Object.keys(units) as Unit[];

/** The greatest unit that the duration is a whole number of. */
const unitOf = (seconds: number): Unit => unitNames.find((unit) => seconds % units[unit] === 0) ?? 'second';

/** "5 minutes". */
export function formatDuration(seconds: number, locale: Locale): string {
  const unit = unitOf(seconds);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(seconds / units[unit]);
}

export interface Bounds {
  minimum: number;
  maximum: number;
}

/** What the API's schema allows for a field: `lockout.maxDelaySeconds`. */
export function boundsOf(schema: Schema, path: string): Bounds {
  const field = path
    .split('.')
    .reduce<Schema | undefined>((at, name) => at?.properties?.[name] as Schema | undefined, schema);
  return { minimum: field?.minimum ?? 0, maximum: field?.maximum ?? Number.MAX_SAFE_INTEGER };
}

export interface DurationInputProps {
  label: string;
  description?: ReactNode;
  bounds: Bounds;
  name?: string;
  /** In seconds; null while nothing is entered. The four of them are those of `form.value(path)`. */
  value: number | null;
  error: string | undefined;
  onChange(seconds: number | null): void;
  onBlur(): void;
}

export function DurationInput(props: DurationInputProps) {
  const { label, description, bounds, name, value, error, onChange, onBlur } = props;
  const m = useMessages(messages);
  const { locale } = useLocale();
  const [own, setOwn] = useState(value);
  const [unit, setUnit] = useState<Unit>(() => unitOf(value ?? 60));
  // Changed elsewhere, as when changes are discarded: the unit that was typed in need not fit any more.
  if (value !== own) {
    setOwn(value);
    setUnit(unitOf(value ?? 60));
  }
  const enter = (count: number | string, of: Unit) => {
    const seconds = typeof count === 'number' ? count * units[of] : null;
    setOwn(seconds);
    setUnit(of);
    onChange(seconds);
  };
  const count = value === null ? '' : value / units[unit];
  const outside = () => {
    if (value === null) return m.needed;
    if (value < bounds.minimum) return m.least(formatDuration(bounds.minimum, locale));
    return value > bounds.maximum ? m.most(formatDuration(bounds.maximum, locale)) : undefined;
  };
  return (
    <NumberInput
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      name={name}
      value={count}
      error={error && (outside() ?? error)}
      onChange={(given) => enter(given, unit)}
      onBlur={onBlur}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      rightSectionWidth={110}
      rightSectionPointerEvents="all"
      rightSection={
        <NativeSelect
          aria-label={m.unit(label)}
          w={108}
          rightSectionWidth={26}
          styles={{
            input: {
              border: 0,
              background: 'transparent',
              paddingInlineEnd: 26,
              minHeight: 34,
              height: 34,
              lineHeight: 'normal',
            },
          }}
          value={unit}
          onChange={(event) => {
            enter(count, event.currentTarget.value as Unit);
            onBlur();
          }}
          data={unitNames
            .filter((one) => units[one] <= bounds.maximum && (one !== 'second' || bounds.minimum < 60))
            .map((one) => ({ value: one, label: m.units[one] }))}
        />
      }
    />
  );
}
