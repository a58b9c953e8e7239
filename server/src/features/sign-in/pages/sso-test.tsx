/** A test of a connector: what it will do, and its verdict. Whoever reads them may have been sent the link. */
import { Heading } from '../../../kernel/html/components.tsx';
import { Form, type FormModel, SubmitButton } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { causes, type TestVerdict } from '../../sso/index.ts';
import { sentenceWords } from './sso-error.ts';

export interface SsoTestModel extends FormModel {
  connectorName: string;
}

export function ssoTestPage(context: PageContext, model: SsoTestModel): string {
  const { t } = context;
  const connector = model.connectorName;
  const title = t('ssoTest.title', { connector });
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('ssoTest.lead', { connector })} />
      <p>{t('ssoTest.seen', { connector })}</p>
      <Form model={model}>
        <SubmitButton kind="primary">{t('ssoTest.start', { connector })}</SubmitButton>
      </Form>
    </>,
  );
}

export function ssoTestEndedPage(context: PageContext): string {
  const { t } = context;
  const title = t('ssoTest.endedTitle');
  return renderPage(
    context,
    { title },
    <Heading title={title} lead={t('ssoTest.endedLead')} emblem={{ icon: 'clock' }} />,
  );
}

export function ssoTestVerdictPage(context: PageContext, verdict: TestVerdict): string {
  const { t } = context;
  const { passed, decision } = verdict;
  const title = t(passed ? 'ssoTest.passedTitle' : 'ssoTest.failedTitle');
  const email = decision?.email ?? t('ssoTest.somebody');
  const lead =
    passed && decision && decision.action !== 'refuse' && t(`ssoTest.${decision.action}`, { email });
  return renderPage(
    context,
    { title },
    <>
      <Heading
        title={title}
        lead={lead || undefined}
        emblem={passed ? { icon: 'check', tone: 'good' } : { icon: 'alert', tone: 'bad' }}
      />
      {verdict.cause && <Why context={context} verdict={verdict} />}
      <p>{t('ssoTest.nothing')}</p>
      <p>{t('ssoTest.close')}</p>
      <div class="actions">
        <button type="button" class="button" data-close hidden>
          {t('ssoTest.closeButton')}
        </button>
      </div>
    </>,
  );
}

/** In the reader's language first; the exact cause and its remedy are those of the console and the API. */
function Why({ context: { t }, verdict }: { context: PageContext; verdict: TestVerdict }) {
  const { cause, connectorName } = verdict;
  if (!cause) return null;
  const { title, fix } = causes[cause];
  // Their remedy is for people who came from an application.
  const startAgain = cause.startsWith('callback.') && causes[cause].side === 'user';
  return (
    <dl class="facts">
      <div>
        <dt>{t('error.what')}</dt>
        <dd>{sentenceWords(t, cause, connectorName).whatHappened}</dd>
      </div>
      <div>
        <dt>{t('ssoTest.cause')}</dt>
        <dd lang="en">{title}</dd>
      </div>
      <div>
        <dt>{t('error.todo')}</dt>
        {startAgain ? <dd>{t('ssoTest.again')}</dd> : <dd lang="en">{fix}</dd>}
      </div>
    </dl>
  );
}
