/**
 * Setting up: the page behind the one-time link that creates the first administrator, its end, and a link that no
 * longer works.
 */
import { Heading, LinkButton, Rich, Strong } from '../../../kernel/html/components.tsx';
import { TextField } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import { NewAdministratorForm, type NewAdministratorModel } from './new-administrator.tsx';

/** Posts `email`, `name` and `password`. */
export function setupPage(context: PageContext, model: NewAdministratorModel): string {
  const { t } = context;
  const title = t('setup.title');
  const { problems, values } = model;
  return renderPage(
    context,
    { title, failed: Boolean(problems?.length) },
    <>
      <Heading title={title} lead={t('setup.lead')} />
      <NewAdministratorForm t={t} model={model} submit={t('setup.submit')}>
        <TextField
          name="email"
          label={t('field.email')}
          type="email"
          inputmode="email"
          autocomplete="username email"
          value={values?.email}
          problems={problems}
          autofocus
        />
      </NewAdministratorForm>
    </>,
  );
}

export interface SetupDoneModel {
  email: string;
  /** The API reference. */
  referenceUrl: string;
  consoleUrl?: string;
}

export function setupDonePage(context: PageContext, model: SetupDoneModel): string {
  const { t } = context;
  const title = t('setup.doneTitle');
  const lead = <Rich t={t} text="setup.doneLead" parts={{ email: <Strong>{model.email}</Strong> }} />;
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={lead} emblem={{ icon: 'check', tone: 'good' }} />
      <div class="actions">
        {model.consoleUrl && (
          <LinkButton href={model.consoleUrl} kind="primary">
            {t('setup.doneConsole')}
          </LinkButton>
        )}
        <LinkButton href={model.referenceUrl} kind={model.consoleUrl ? undefined : 'primary'}>
          {t('setup.doneReference')}
        </LinkButton>
      </div>
    </>,
  );
}

export interface SetupExpiredModel {
  /** The command that creates an administrator without a browser. */
  command?: string;
  /** Sign-in for administrators. */
  signInUrl?: string;
}

export function setupExpiredPage(context: PageContext, model: SetupExpiredModel = {}): string {
  const { t } = context;
  const title = t('setup.expiredTitle');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('setup.expiredLead')} emblem={{ icon: 'clock' }} />
      <p>{t('setup.expiredNext')}</p>
      <code class="command">{model.command ?? 'npm run gatehouse -- bootstrap'}</code>
      <p>{t('setup.existsNext')}</p>
      {model.signInUrl && (
        <p class="links">
          <a href={safeUrl(model.signInUrl)}>{t('notFound.home')}</a>
        </p>
      )}
    </>,
  );
}
