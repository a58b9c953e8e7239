/**
 * Ends of an attempt that are nobody's fault: expired, opened in another browser, finished already. Each offers a new
 * start that still knows the application.
 */
import { Heading, LinkButton, ReturnButton } from '../../../kernel/html/components.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';

export interface AttemptExpiredModel {
  reason?: 'expired' | 'wrong-browser';
  /** A new start for the same application; without it the page sends people back to their app. */
  restartUrl?: string;
  applicationUrl?: string;
}

export function attemptExpiredPage(context: PageContext, model: AttemptExpiredModel): string {
  const { t } = context;
  const name = model.reason === 'wrong-browser' ? 'wrongBrowser' : 'expired';
  const title = t(`${name}.title`);
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t(`${name}.lead`)} emblem={{ icon: 'clock' }} />
      <p>{model.restartUrl ? t(`${name}.next`) : t('expired.nextNoUrl')}</p>
      <WaysOn context={context} model={model} />
    </>,
  );
}

export interface AttemptFinishedModel {
  restartUrl?: string;
  applicationUrl?: string;
}

export function attemptFinishedPage(context: PageContext, model: AttemptFinishedModel): string {
  const { t } = context;
  const title = t('finished.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('finished.lead')} emblem={{ icon: 'check', tone: 'good' }} />
      <p>{t('finished.next')}</p>
      <WaysOn context={context} model={model} />
    </>,
  );
}

function WaysOn({ context, model }: { context: PageContext; model: AttemptFinishedModel }) {
  const { t, applicationName } = context;
  if (!model.restartUrl && !model.applicationUrl) return null;
  return (
    <div class="actions">
      {model.restartUrl && (
        <LinkButton href={model.restartUrl} kind="primary">
          {t('page.startAgain')}
        </LinkButton>
      )}
      {model.applicationUrl && (
        <ReturnButton href={model.applicationUrl}>
          {t('page.backToApplication', { application: applicationName ?? t('page.applicationFallback') })}
        </ReturnButton>
      )}
    </div>
  );
}
