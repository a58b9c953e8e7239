/** The line under a first page's title: which application the person is on the way to. */
import type { PageContext } from '../../../kernel/html/layout.tsx';

export function leadTo({ t, applicationName }: PageContext): string | undefined {
  return applicationName ? t('page.continueTo', { application: applicationName }) : undefined;
}
