/**
 * The pages for what went wrong anywhere: what happened, whose side it is on, what to do, and a reference code. They
 * live in the kernel because its own error handler shows them too.
 */
import type { T } from '../i18n/index.ts';
import { Heading, LinkButton, Reference, ReturnButton } from './components.tsx';
import { Form, SubmitButton } from './forms.tsx';
import { type PageContext, renderPage } from './layout.tsx';

/** Who can put it right. Named ones need the name: an application's, a connector's. */
export type ErrorSide = 'person' | 'application' | 'organization' | 'identityProvider' | 'service';

export interface ErrorModel {
  /** "Something went wrong" when absent. */
  title?: string;
  /** Nothing is wrong with anything: no alarm is raised. */
  harmless?: boolean;
  /** In the page's language, such as `t('error.internal')`. */
  whatHappened: string;
  side?: ErrorSide;
  /** Needed when the side is the identity provider. */
  connectorName?: string;
  whatToDo?: string;
  /** Leads to the trace or the log line. */
  reference?: string;
  /** Technical words, such as the OAuth error and its description; folded away. */
  details?: { label: string; value: string }[];
  /** The main way on. `post: true` makes it a form post (to repeat a step), else it is a link. */
  retry?: { url: string; post?: boolean; hidden?: Record<string, string> };
  /** "Start again" with the application remembered. */
  restartUrl?: string;
  /** The application's own address; its name is the context's `applicationName`. */
  applicationUrl?: string;
}

export function errorPage(context: PageContext, model: ErrorModel): string {
  const { t } = context;
  const title = model.title ?? t('error.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} emblem={model.harmless ? { icon: 'clock' } : { icon: 'alert', tone: 'bad' }} />
      <dl class="facts">
        <Fact label={t('error.what')} text={model.whatHappened} />
        <Fact label={t('error.whose')} text={sideText(context, model)} />
        <Fact label={t('error.todo')} text={model.whatToDo} />
      </dl>
      {model.reference && <Reference t={t} code={model.reference} />}
      <WaysOn context={context} model={model} />
      <Details t={t} details={model.details} />
    </>,
  );
}

function Fact({ label, text }: { label: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function sideText(
  { t, applicationName }: PageContext,
  { side, connectorName }: ErrorModel,
): string | undefined {
  if (!side) return undefined;
  if (side === 'application') {
    return t('error.side.application', { application: applicationName ?? t('page.applicationFallback') });
  }
  if (side === 'identityProvider') {
    return t('error.side.identityProvider', { connector: connectorName ?? t('sso.someProvider') });
  }
  return t(`error.side.${side}`);
}

function WaysOn({ context, model }: { context: PageContext; model: ErrorModel }) {
  const { t } = context;
  const { retry, restartUrl, applicationUrl } = model;
  if (!retry && !restartUrl && !applicationUrl) return null;
  const application = context.applicationName ?? t('page.applicationFallback');
  return (
    <div class="actions">
      {retry?.post && (
        <Form model={{ action: retry.url, hidden: retry.hidden }}>
          <SubmitButton kind="primary">{t('page.tryAgain')}</SubmitButton>
        </Form>
      )}
      {retry && !retry.post && (
        <LinkButton href={retry.url} kind="primary">
          {t('page.tryAgain')}
        </LinkButton>
      )}
      {restartUrl && (
        <LinkButton href={restartUrl} kind={retry ? undefined : 'primary'}>
          {t('page.startAgain')}
        </LinkButton>
      )}
      {applicationUrl && (
        <ReturnButton href={applicationUrl}>{t('page.backToApplication', { application })}</ReturnButton>
      )}
    </div>
  );
}

function Details({ t, details }: { t: T; details: ErrorModel['details'] }) {
  if (!details || details.length === 0) return null;
  return (
    <details>
      <summary>{t('error.details')}</summary>
      <dl>
        {details.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd class="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export interface NotFoundModel {
  homeUrl?: string;
  /** "Page not found" when absent. */
  title?: string;
  lead?: string;
}

export function notFoundPage(context: PageContext, model: NotFoundModel = {}): string {
  const { t } = context;
  const title = model.title ?? t('notFound.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={model.lead ?? t('notFound.lead')} emblem={{ icon: 'alert' }} />
      {model.homeUrl && <LinkButton href={model.homeUrl}>{t('notFound.home')}</LinkButton>}
    </>,
  );
}
