/** The form by which somebody becomes an administrator: behind the set-up link, and behind an invitation. */
import type { Child } from 'hono/jsx';
import {
  Form,
  type FormModel,
  PasswordField,
  ProblemSummary,
  SubmitButton,
  TextField,
} from '../../../kernel/html/forms.tsx';
import type { T } from '../../../kernel/i18n/index.ts';

/** Posts `name` and `password`. */
export interface NewAdministratorModel extends FormModel {
  values?: { email?: string; name?: string };
  minLength: number;
}

interface NewAdministratorProps {
  t: T;
  model: NewAdministratorModel;
  submit: string;
  /** Whose account it becomes: a field to fill in, or an address that is known. */
  children: Child;
  autofocus?: boolean;
}

export function NewAdministratorForm({ t, model, submit, children, autofocus }: NewAdministratorProps) {
  const { problems, values, minLength } = model;
  return (
    <>
      <ProblemSummary t={t} problems={problems} alwaysShown />
      <Form model={model}>
        {children}
        <TextField
          name="name"
          label={t('field.name')}
          autocomplete="name"
          autocapitalize="words"
          value={values?.name}
          problems={problems}
          maxlength={128}
          autofocus={autofocus}
        />
        <PasswordField
          t={t}
          name="password"
          label={t('field.password')}
          hint={t('field.passwordHint', { min: minLength })}
          autocomplete="new-password"
          problems={problems}
        />
        <SubmitButton kind="primary">{submit}</SubmitButton>
      </Form>
    </>
  );
}
