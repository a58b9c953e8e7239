/** New secrets and documents for a connection that is in use: tested first, and in force only if the test passes. */
import { LinkButton, Notice } from '../../../kernel/html/components.tsx';
import { type Problem, SubmitButton } from '../../../kernel/html/forms.tsx';
import type { ConfigField } from '../connection-form.ts';
import { fieldWords } from '../field-words.ts';
import { ConfigFieldInput } from './field.tsx';
import { portalPage, type Seen } from './frame.tsx';

export function renewPage(
  seen: Seen,
  { fields, problems }: { fields: readonly ConfigField[]; problems: Problem[] },
): string {
  const { t, locale } = seen.page;
  return portalPage(
    seen,
    { title: t('portal.renewTitle'), lead: t('portal.renewLead'), problems },
    <>
      {fields.length === 0 && <Notice tone="good">{t('portal.renewNone')}</Notice>}
      {fields.length > 0 && (
        <form method="post" action={`${seen.base}/renew`} enctype="multipart/form-data" novalidate>
          <input type="hidden" name="form_token" value={seen.formToken} />
          {fields.map((field) => (
            <ConfigFieldInput
              t={t}
              field={{ ...field, ...fieldWords(field, locale) }}
              value=""
              problems={problems}
              stored
            />
          ))}
          <ul class="portal-plain">
            <li>{t('portal.renewOld')}</li>
            <li>{t('portal.renewTest')}</li>
          </ul>
          <SubmitButton kind="primary">{t('portal.renewButton')}</SubmitButton>
        </form>
      )}
      {seen.link.parts.includes('health') && (
        <LinkButton href={`${seen.base}/health`}>{t('portal.toHealth')}</LinkButton>
      )}
    </>,
  );
}
