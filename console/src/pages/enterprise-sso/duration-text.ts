/** Milliseconds as people say them. */
import type { Locale } from '../../app/i18n.ts';

export function durationText(ms: number, locale: Locale): string {
  const say = (value: number, unit: string, maximumFractionDigits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits,
    }).format(value);
  if (ms < 1_000) return say(Math.round(ms), 'millisecond');
  if (ms < 60_000) return say(ms / 1_000, 'second', 1);
  return say(ms / 60_000, 'minute', 1);
}
