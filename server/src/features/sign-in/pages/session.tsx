/**
 * Pages for a person who is signed in already: continue as they are or as someone else, and the page of a bare
 * `/sign-in` without an application.
 */
import {
  Heading,
  LinkButton,
  type Person,
  PersonCard,
  Rich,
  Strong,
} from '../../../kernel/html/components.tsx';
import { Form, type FormModel, ProblemSummary, SubmitButton } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { leadTo } from './lead.ts';

/** Posts `choice`: `continue` or `switch`. */
export interface ContinueAsModel extends FormModel {
  person: Person;
  /** The other account that the application or the identity provider named; then the page says why it asks. */
  requested?: string;
}

export function continueAsPage(context: PageContext, model: ContinueAsModel): string {
  const { t } = context;
  const { person, requested } = model;
  const title = requested ? t('session.differentTitle') : t('session.title', { name: person.name });
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length) },
    <>
      <Heading
        title={title}
        lead={requested ? <Why context={context} model={model} /> : (leadTo(context) ?? t('session.lead'))}
      />
      <ProblemSummary t={t} problems={model.problems} />
      <Form model={model}>
        <PersonCard person={person} />
        <div class="actions">
          <SubmitButton kind="primary" name="choice" value="continue">
            {t('session.continueAs', { name: person.name })}
          </SubmitButton>
          <SubmitButton name="choice" value="switch">
            {t('session.switch')}
          </SubmitButton>
        </div>
      </Form>
    </>,
  );
}

function Why({ context, model }: { context: PageContext; model: ContinueAsModel }) {
  const { t } = context;
  const parts = {
    current: <Strong>{model.person.identifier ?? model.person.name}</Strong>,
    requested: <Strong>{model.requested}</Strong>,
    application: context.applicationName ?? t('page.applicationFallback'),
  };
  return <Rich t={t} text="session.differentLead" parts={parts} />;
}

/** Signing out posts to `action`. */
export interface SignedInModel extends FormModel {
  person: Person;
  accountUrl: string;
  applicationUrl?: string;
}

export function signedInPage(context: PageContext, model: SignedInModel): string {
  const { t } = context;
  const title = t('signedIn.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('signedIn.lead')} emblem={{ icon: 'check', tone: 'good' }} />
      <PersonCard person={model.person} />
      <div class="actions">
        {model.applicationUrl && (
          <LinkButton href={model.applicationUrl} kind="primary">
            {t('page.backToApplication', {
              application: context.applicationName ?? t('page.applicationFallback'),
            })}
          </LinkButton>
        )}
        <LinkButton href={model.accountUrl} kind={model.applicationUrl ? undefined : 'primary'}>
          {t('signedIn.account')}
        </LinkButton>
        <Form model={model}>
          <SubmitButton>{t('signedIn.signOut')}</SubmitButton>
        </Form>
      </div>
    </>,
  );
}
