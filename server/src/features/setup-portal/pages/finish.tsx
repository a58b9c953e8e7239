/** The last step: what is still open, and what happens next. */
import { LinkButton, Notice } from '../../../kernel/html/components.tsx';
import { Form, SubmitButton } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import { placeName } from '../../../kernel/html/layout.tsx';
import type { T } from '../../../kernel/i18n/index.ts';
import { formOf, portalPage, type Seen } from './frame.tsx';

interface FinishModel {
  tested: boolean;
  proved: boolean;
  finished: boolean;
  enabled: boolean;
  mayEnable: boolean;
  health: boolean;
}

export function finishPage(seen: Seen, model: FinishModel): string {
  const { t } = seen.page;
  const { tested, proved, finished, enabled, mayEnable, health } = model;
  const place = placeName(seen.page);
  const title = t(finished || enabled ? 'portal.finishedTitle' : 'portal.finishTitle');
  return portalPage(
    seen,
    {
      step: 'finish',
      title,
      lead: t(finished || enabled ? 'portal.finishedLead' : 'portal.finishLead', { place }),
    },
    <>
      <ul class="portal-rules">
        <Check t={t} done text={t('portal.checkConnection')} />
        <Check
          t={t}
          done={proved}
          text={t(proved ? 'portal.checkDomain' : 'portal.checkNoDomain')}
          href={proved ? undefined : `${seen.base}/domain`}
        />
        <Check
          t={t}
          done={tested}
          text={t(tested ? 'portal.checkTest' : 'portal.checkNoTest')}
          href={tested ? undefined : `${seen.base}/test`}
        />
      </ul>
      {finished && !enabled && <Notice tone="good">{t('portal.told', { place })}</Notice>}
      {enabled && <Notice tone="good">{t('portal.isEnabled')}</Notice>}
      <section>
        <h2>{t('portal.nextTitle')}</h2>
        <ul class="portal-plain">
          {!enabled && <li>{t(mayEnable ? 'portal.nextYou' : 'portal.nextThem', { place })}</li>}
          <li>{t('portal.nextPeople')}</li>
          {health && <li>{t('portal.nextHealth')}</li>}
        </ul>
      </section>
      <Ways seen={seen} model={model} />
    </>,
  );
}

function Ways({
  seen,
  model: { tested, finished, enabled, mayEnable, health },
}: {
  seen: Seen;
  model: FinishModel;
}) {
  const { t } = seen.page;
  return (
    <div class="actions">
      {tested && !finished && !enabled && (
        <Form model={formOf(seen, 'finish', { do: 'finish' })}>
          <SubmitButton kind="primary">{t('portal.finishButton')}</SubmitButton>
        </Form>
      )}
      {tested && mayEnable && !enabled && (
        <Form model={formOf(seen, 'finish', { do: 'enable' })}>
          <SubmitButton kind={finished ? 'primary' : undefined}>{t('portal.enableButton')}</SubmitButton>
        </Form>
      )}
      {health && (finished || enabled) && (
        <LinkButton href={`${seen.base}/health`}>{t('portal.toHealth')}</LinkButton>
      )}
    </div>
  );
}

function Check({ t, done, text, href }: { t: T; done: boolean; text: string; href?: string }) {
  return (
    <li class={done ? 'pass' : 'skip'}>
      <Icon name={done ? 'check' : 'clock'} />
      <div>
        <span>
          {text}
          <span class="away"> ({t(done ? 'portal.done' : 'portal.open')})</span>
        </span>
        {href && <a href={href}>{t('portal.doNow')}</a>}
      </div>
    </li>
  );
}
