/** The pages behind an invitation: for somebody new, for somebody with an account, and a link that no longer works. */
import {
  Heading,
  IdentityLine,
  LinkButton,
  type Person,
  PersonCard,
} from '../../../kernel/html/components.tsx';
import { Form, SubmitButton, UsernameForManagers } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import { NewAdministratorForm, type NewAdministratorModel } from '../../setup/index.ts';

interface Invited {
  email: string;
  /** In the page's language. */
  role: string;
}

/** Posts `name` and `password`. */
export function invitationPage(context: PageContext, model: NewAdministratorModel & Invited): string {
  const { t } = context;
  const { email, role, problems } = model;
  const title = t('invitation.title');
  return renderPage(
    context,
    { title, failed: Boolean(problems?.length) },
    <>
      <Heading title={title} lead={t('invitation.lead', { role })} />
      <NewAdministratorForm t={t} model={model} submit={t('invitation.submit')} autofocus>
        <IdentityLine t={t} label={t('invitation.for')} value={email} />
        <UsernameForManagers value={email} />
      </NewAdministratorForm>
    </>,
  );
}

export function invitationSignInPage(
  context: PageContext,
  { email, role, signInUrl }: Invited & { signInUrl: string },
): string {
  const { t } = context;
  const title = t('invitation.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('invitation.signInLead', { role })} />
      <IdentityLine t={t} label={t('invitation.for')} value={email} />
      <div class="actions">
        <LinkButton href={signInUrl} kind="primary">
          {t('invitation.signIn')}
        </LinkButton>
      </div>
    </>,
  );
}

/** Posts nothing but the click. */
export function invitationConfirmPage(
  context: PageContext,
  { role, person, action }: { role: string; person: Person; action: string },
): string {
  const { t } = context;
  const title = t('invitation.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('invitation.confirmLead', { role })} />
      <PersonCard label={t('invitation.for')} person={person} />
      <Form model={{ action }}>
        <SubmitButton kind="primary">{t('invitation.accept')}</SubmitButton>
      </Form>
    </>,
  );
}

export function invitationExpiredPage(context: PageContext, model: { signInUrl: string }): string {
  const { t } = context;
  const title = t('invitation.expiredTitle');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('invitation.expiredLead')} emblem={{ icon: 'clock' }} />
      <p>{t('invitation.expiredNext')}</p>
      <p class="links">
        <a href={safeUrl(model.signInUrl)}>{t('notFound.home')}</a>
      </p>
    </>,
  );
}
