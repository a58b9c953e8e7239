/**
 * The password step. The identifier stands above it, and in a field that only password managers see.
 */
import { IdentityLine } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import {
  Checkbox,
  Form,
  type FormModel,
  LinkSubmit,
  PasswordField,
  SubmitButton,
  UsernameForManagers,
} from '../../../kernel/html/forms.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';

/** Posts `password`, and `remember=1` when ticked. (`username` comes along for password managers; ignore it.) */
export interface PasswordModel extends FormModel {
  /** As the person typed it. */
  identifier: string;
  /** Back to the first page. */
  changeUrl: string;
  forgotPasswordUrl?: string;
  /** Where to post for a code by email instead; absent when codes are off. */
  emailCodeAction?: string;
  /** Whether "keep me signed in" is offered. */
  offerRemember?: boolean;
  remember?: boolean;
}

export function passwordPage(context: PageContext, model: PasswordModel): string {
  const { t } = context;
  const title = t('password.title');
  const link = model.forgotPasswordUrl && { href: model.forgotPasswordUrl, text: t('signIn.forgotPassword') };
  return renderFormPage(
    context,
    { title, problems: model.problems },
    <>
      <Form model={model}>
        <IdentityLine
          t={t}
          label={t('password.signingInAs')}
          value={model.identifier}
          changeUrl={model.changeUrl}
        />
        <UsernameForManagers value={model.identifier} />
        <PasswordField
          t={t}
          name="password"
          label={t('field.password')}
          autocomplete="current-password"
          problems={model.problems}
          link={link || undefined}
          enterkeyhint="go"
          autofocus
        />
        {model.offerRemember && (
          <Checkbox name="remember" label={t('field.remember')} checked={model.remember} />
        )}
        <SubmitButton kind="primary">{t('password.submit')}</SubmitButton>
      </Form>
      {model.emailCodeAction && (
        <LinkSubmit action={model.emailCodeAction} hidden={model.hidden}>
          {t('password.emailCode')}
        </LinkSubmit>
      )}
    </>,
  );
}
