/** Days as the statistics name them: 2026-03-01, in UTC. */
const milliseconds = 86_400_000;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * milliseconds).toISOString().slice(0, 10);

/** The period that ends today. */
export const periodTo = (today: string, days: number) => ({ from: plusDays(today, 1 - days), to: today });

/** The period of the same length before that one. */
export const periodBefore = (today: string, days: number) => periodTo(plusDays(today, -days), days);

/** "1 Mar", as short as an axis needs it. The day is UTC, whatever the browser's zone. */
export function dayFormat(locale: string, style: 'short' | 'full'): (day: string) => string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    ...(style === 'short' ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' as const }),
  });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}
