/** Why the server refused, in the place where it was asked: in the page's own words where it has some. */
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLocale } from '../../app/i18n.ts';
import { describeError, detailsOf } from '../../patterns/errors.ts';

export type Refusals = Record<string, { title: string; text: string }>;

export const isRefused = (error: unknown, refusals: Refusals): boolean =>
  (detailsOf(error).code ?? '') in refusals;

export function Refusal({ error, refusals }: { error: unknown; refusals: Refusals }) {
  const { locale } = useLocale();
  if (!error) return null;
  const { title, text } = refusals[detailsOf(error).code ?? ''] ?? describeError(error, locale);
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      {text}
    </Alert>
  );
}
