/**
 * "Forgot your password?": whose password is to be reset. The next page is the code page, whoever was named.
 */
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import { Form, type FormModel, SubmitButton } from '../../../kernel/html/forms.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import { IdentifierField, type IdentifierKind } from './identifier.tsx';

/** Posts `identifier`. */
export interface ForgotPasswordModel extends FormModel {
  identifiers: readonly IdentifierKind[];
  value?: string;
  signInUrl: string;
}

export function forgotPasswordPage(context: PageContext, model: ForgotPasswordModel): string {
  const { t } = context;
  const title = t('forgot.title');
  return renderFormPage(
    context,
    { title, lead: t('forgot.lead'), problems: model.problems },
    <>
      <Form model={model}>
        <IdentifierField context={context} model={model} autocomplete="username" />
        <SubmitButton kind="primary">{t('forgot.submit')}</SubmitButton>
      </Form>
      <p class="links">
        <span>
          {t('forgot.remembered')} <a href={safeUrl(model.signInUrl)}>{t('signIn.title')}</a>
        </span>
      </p>
    </>,
  );
}
