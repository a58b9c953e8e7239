/**
 * Signing out (OpenID Connect RP-Initiated Logout 1.0 section 2): the question when the request does not prove itself,
 * and the last page when there is nowhere to return to.
 */
import {
  Heading,
  LinkButton,
  type Person,
  PersonCard,
  ReturnButton,
} from '../../../kernel/html/components.tsx';
import { Form, type FormModel, SubmitButton } from '../../../kernel/html/forms.tsx';
import { type PageContext, placeName, renderPage } from '../../../kernel/html/layout.tsx';

/** Posts `logout=yes`, with the provider's `xsrf` among `hidden`. */
export interface SignOutModel extends FormModel {
  person?: Person;
  /** "Stay signed in". */
  stayUrl?: string;
}

export function signOutPage(context: PageContext, model: SignOutModel): string {
  const { t } = context;
  const title = t('signOut.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('signOut.lead', { tenant: placeName(context) })} />
      {model.person && <PersonCard person={model.person} />}
      <div class="actions">
        <Form model={model}>
          <SubmitButton kind="primary" name="logout" value="yes">
            {t('signOut.submit')}
          </SubmitButton>
        </Form>
        {model.stayUrl && <LinkButton href={model.stayUrl}>{t('signOut.stay')}</LinkButton>}
      </div>
    </>,
  );
}

export interface SignedOutModel {
  signInUrl?: string;
  /** Its name is the context's `applicationName`. */
  applicationUrl?: string;
}

export function signedOutPage(context: PageContext, model: SignedOutModel = {}): string {
  const { t } = context;
  const title = t('signedOut.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('signedOut.lead')} emblem={{ icon: 'check', tone: 'good' }} />
      {(model.signInUrl || model.applicationUrl) && (
        <div class="actions">
          {model.applicationUrl && (
            <ReturnButton href={model.applicationUrl} kind="primary">
              {t('page.backToApplication', {
                application: context.applicationName ?? t('page.applicationFallback'),
              })}
            </ReturnButton>
          )}
          {model.signInUrl && <LinkButton href={model.signInUrl}>{t('signedOut.signIn')}</LinkButton>}
        </div>
      )}
    </>,
  );
}
