/**
 * The first page of a sign-in: who are you. Whatever is typed, the next page looks the same to a stranger.
 */
import { LinkButton, Or } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import { Form, type FormModel, SubmitButton, TextField } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import { LastUsed, type LastUsedModel } from './last-used.tsx';
import { leadTo } from './lead.ts';

export type IdentifierKind = 'email' | 'username';

/** Posts `identifier`. */
export interface IdentifierModel extends FormModel {
  identifiers: readonly IdentifierKind[];
  /** What was typed before, or the `login_hint`. */
  value?: string;
  /** Where the "Single sign-on" button leads; absent when it isn't offered. */
  singleSignOnUrl?: string;
  /** The connector that this browser came through last; posts `connector` or `forget`. */
  lastUsed?: LastUsedModel;
  registerUrl?: string;
  forgotPasswordUrl?: string;
}

export function identifierPage(context: PageContext, model: IdentifierModel): string {
  const { t } = context;
  const title = t('signIn.title');
  return renderFormPage(
    context,
    { title, lead: leadTo(context), problems: model.problems },
    <>
      <div class="stack">
        <LastUsed t={t} action={model.action} connector={model.lastUsed} />
        <Form model={model}>
          <IdentifierField context={context} model={model} autocomplete="username webauthn" />
          <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
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
      <Links context={context} model={model} />
    </>,
  );
}

/** One field whose label says what may be typed; also for "forgot password". */
export function IdentifierField(props: {
  context: PageContext;
  model: Pick<IdentifierModel, 'identifiers' | 'value' | 'problems'>;
  autocomplete: string;
}) {
  const { context, model, autocomplete } = props;
  const emailOnly = model.identifiers.every((kind) => kind === 'email');
  const usernameOnly = model.identifiers.every((kind) => kind === 'username');
  const label = emailOnly ? 'field.email' : usernameOnly ? 'field.username' : 'field.emailOrUsername';
  return (
    <TextField
      name="identifier"
      label={context.t(label)}
      // Never type=email: it would refuse usernames, and rewrites international addresses in some browsers.
      inputmode={usernameOnly ? 'text' : 'email'}
      autocomplete={autocomplete}
      value={model.value}
      problems={model.problems}
      autofocus
      tidy="spaces"
      enterkeyhint="next"
    />
  );
}

function Links({ context, model }: { context: PageContext; model: IdentifierModel }) {
  const { t } = context;
  if (!model.registerUrl && !model.forgotPasswordUrl) return null;
  return (
    <div class="links">
      {model.registerUrl && (
        <p>
          {t('signIn.registerQuestion')} <a href={safeUrl(model.registerUrl)}>{t('signIn.register')}</a>
        </p>
      )}
      {model.forgotPasswordUrl && (
        <p>
          <a href={safeUrl(model.forgotPasswordUrl)}>{t('signIn.forgotPassword')}</a>
        </p>
      )}
    </div>
  );
}
