/**
 * Choosing a password: at the end of a registration, or of a reset.
 */
import { IdentityLine } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import {
  Form,
  type FormModel,
  PasswordField,
  SubmitButton,
  UsernameForManagers,
} from '../../../kernel/html/forms.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';

/** Posts `password`. (`username` comes along for password managers; ignore it.) */
export interface NewPasswordModel extends FormModel {
  purpose: 'register' | 'reset-password';
  /** Whose password it becomes. */
  identifier: string;
  minLength: number;
  changeUrl?: string;
}

export function newPasswordPage(context: PageContext, model: NewPasswordModel): string {
  const { t } = context;
  const registering = model.purpose === 'register';
  const title = t(registering ? 'newPassword.registerTitle' : 'newPassword.resetTitle');
  return renderFormPage(
    context,
    { title, lead: registering ? undefined : t('newPassword.resetNote'), problems: model.problems },
    <Form model={model}>
      <IdentityLine t={t} label={t('newPassword.for')} value={model.identifier} changeUrl={model.changeUrl} />
      <UsernameForManagers value={model.identifier} />
      <PasswordField
        t={t}
        name="password"
        label={t(registering ? 'field.password' : 'field.newPassword')}
        hint={t('field.passwordHint', { min: model.minLength })}
        autocomplete="new-password"
        problems={model.problems}
        enterkeyhint="go"
        autofocus
      />
      <SubmitButton kind="primary">
        {t(registering ? 'newPassword.registerSubmit' : 'newPassword.resetSubmit')}
      </SubmitButton>
    </Form>,
  );
}
