/**
 * Registering: the identifiers that the sign-in experience asks for, with the legal line.
 */
import type { Child } from 'hono/jsx';
import { LinkButton, Or, Rich } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import { Form, type FormModel, SubmitButton, TextField } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import type { IdentifierKind } from './identifier.tsx';
import { leadTo } from './lead.ts';

/** Posts `email` and/or `username`: one field for each of `identifiers`. */
export interface RegisterModel extends FormModel {
  identifiers: readonly IdentifierKind[];
  values?: { email?: string; username?: string };
  signInUrl: string;
  singleSignOnUrl?: string;
}

export function registerPage(context: PageContext, model: RegisterModel): string {
  const { t } = context;
  const title = t('register.title');
  return renderFormPage(
    context,
    { title, lead: leadTo(context), problems: model.problems },
    <>
      <div class="stack">
        <Form model={model}>
          <Fields context={context} model={model} />
          <SubmitButton kind="primary">{t('register.submit')}</SubmitButton>
          <Legal context={context} />
        </Form>
        {model.singleSignOnUrl && (
          <>
            <Or t={t} />
            <LinkButton href={model.singleSignOnUrl}>
              <Icon name="organization" />
              {t('signIn.singleSignOn')}
            </LinkButton>
          </>
        )}
      </div>
      <p class="links">
        <span>
          {t('register.signInQuestion')} <a href={safeUrl(model.signInUrl)}>{t('register.signIn')}</a>
        </span>
      </p>
    </>,
  );
}

function Fields({ context: { t }, model }: { context: PageContext; model: RegisterModel }) {
  const { identifiers, values, problems } = model;
  return (
    <>
      {identifiers.includes('email') && (
        <TextField
          name="email"
          label={t('field.email')}
          type="email"
          inputmode="email"
          autocomplete={identifiers.includes('username') ? 'email' : 'username email'}
          value={values?.email}
          problems={problems}
          autofocus
        />
      )}
      {identifiers.includes('username') && (
        <TextField
          name="username"
          label={t('field.username')}
          hint={t('field.usernameHint')}
          autocomplete="username"
          value={values?.username}
          problems={problems}
          maxlength={128}
          autofocus={!identifiers.includes('email')}
        />
      )}
    </>
  );
}

/** By continuing you agree to… — only what the tenant has addresses for. */
function Legal({ context: { t, content } }: { context: PageContext }) {
  const terms = safeUrl(content.termsUrl);
  const privacy = safeUrl(content.privacyUrl);
  const text =
    terms && privacy ? 'register.legalBoth' : terms ? 'register.legalTerms' : 'register.legalPrivacy';
  if (!terms && !privacy) return null;
  const parts = { terms: legalLink(terms, t('page.terms')), privacy: legalLink(privacy, t('page.privacy')) };
  return (
    <p class="hint">
      <Rich t={t} text={text} parts={parts} />
    </p>
  );
}

function legalLink(href: string | undefined, text: string): Child {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
