/**
 * Linking: someone came from an identity provider with the address of an existing account. They prove that it is
 * theirs by its password before the two are connected.
 */
import { Rich, Strong } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import {
  Form,
  type FormModel,
  PasswordField,
  SubmitButton,
  UsernameForManagers,
} from '../../../kernel/html/forms.tsx';
import { type PageContext, placeName } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';

/** Posts `password`. (`username` comes along for password managers; ignore it.) */
export interface ProveAccountModel extends FormModel {
  /** The existing account's email or username. */
  identifier: string;
  connectorName: string;
  forgotPasswordUrl?: string;
  /** Sign in another way. */
  cancelUrl: string;
}

export function proveAccountPage(context: PageContext, model: ProveAccountModel): string {
  const { t } = context;
  const title = t('prove.title');
  const parts = {
    identifier: <Strong>{model.identifier}</Strong>,
    connector: <Strong>{model.connectorName}</Strong>,
  };
  const link = model.forgotPasswordUrl && { href: model.forgotPasswordUrl, text: t('signIn.forgotPassword') };
  return renderFormPage(
    context,
    { title, lead: <Rich t={t} text="prove.lead" parts={parts} />, problems: model.problems },
    <>
      <Form model={model}>
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
        <SubmitButton kind="primary">{t('prove.submit')}</SubmitButton>
      </Form>
      <div class="links">
        <p class="quiet">{t('prove.notMine', { tenant: placeName(context) })}</p>
        <p class="quiet">
          <a href={safeUrl(model.cancelUrl)}>{t('sso.otherWay')}</a>
        </p>
      </div>
    </>,
  );
}
