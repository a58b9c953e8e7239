/** The fifth step: what a test does, and its verdict, rule by rule. */
import { LinkButton, Moment, Notice } from '../../../kernel/html/components.tsx';
import { Form, SubmitButton } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { T } from '../../../kernel/i18n/index.ts';
import { type CauseFacts, causes, type Side, type StoredTest, type TraceStep } from '../../sso/index.ts';
import { ruleName } from '../rule-words.ts';
import { formOf, portalPage, type Seen } from './frame.tsx';

export function testPage(seen: Seen): string {
  const { t } = seen.page;
  const testedAt = seen.connector?.testedAt;
  return portalPage(
    seen,
    { step: 'test', title: t('portal.testTitle'), lead: t('portal.testLead') },
    <>
      {testedAt && (
        <Notice tone="good">
          {t('portal.testedAt')} <Moment t={t} at={testedAt} />
        </Notice>
      )}
      <ul class="portal-plain">
        <li>{t('portal.testNobody')}</li>
        <li>{t('portal.testPerson')}</li>
        <li>{t('portal.testBack')}</li>
      </ul>
      <Form model={formOf(seen, 'test')}>
        <SubmitButton kind={testedAt ? undefined : 'primary'}>
          {t(testedAt ? 'portal.testAgain' : 'portal.testStart')}
        </SubmitButton>
      </Form>
      {testedAt && (
        <LinkButton href={`${seen.base}/finish`} kind="primary">
          {t('portal.toFinish')}
        </LinkButton>
      )}
    </>,
  );
}

const sideKeys = {
  idp: 'portal.side.idp',
  'gatehouse-config': 'portal.side.here',
  user: 'portal.side.user',
  network: 'portal.side.network',
} as const satisfies Record<Side, string>;

export const sideText = (t: T, side: Side): string => t(sideKeys[side]);

/** A cause that only another release knows says nothing. */
export const causeFacts = (code: string | null): CauseFacts | undefined =>
  code !== null && Object.hasOwn(causes, code) ? causes[code as keyof typeof causes] : undefined;

interface VerdictModel {
  test: StoredTest;
  /** New values were tested, which count from now on if it passed. */
  renewal?: boolean;
  nextUrl: string;
  retryUrl: string;
}

function titleOf(t: T, passed: boolean, waiting: boolean, renewal: boolean): string {
  if (waiting) return t('portal.verdictWaiting');
  if (renewal) return t(passed ? 'portal.renewedTitle' : 'portal.renewFailedTitle');
  return t(passed ? 'portal.verdictPassed' : 'portal.verdictFailed');
}

export function verdictPage(seen: Seen, { test, renewal = false, nextUrl, retryUrl }: VerdictModel): string {
  const { t } = seen.page;
  const passed = test.outcome === 'passed';
  const waiting = test.outcome === 'waiting' && !test.late;
  const lead = renewal && !waiting ? t(passed ? 'portal.renewedLead' : 'portal.renewFailedLead') : undefined;
  const frame = {
    ...(!renewal && { step: 'test' as const }),
    title: titleOf(t, passed, waiting, renewal),
    lead,
  };
  return portalPage(
    seen,
    frame,
    <>
      <Cause t={t} test={test} />
      {test.steps.length > 0 && <Rules t={t} steps={test.steps} />}
      <div class="actions">
        {passed && (
          <LinkButton href={nextUrl} kind="primary">
            {t(renewal ? 'portal.toHealth' : 'portal.toFinish')}
          </LinkButton>
        )}
        <LinkButton href={retryUrl} kind={passed ? undefined : 'primary'}>
          {t('portal.testAgain')}
        </LinkButton>
        {!passed && !renewal && (
          <LinkButton href={`${seen.base}/connection`}>{t('portal.toConnection')}</LinkButton>
        )}
      </div>
    </>,
  );
}

/** The exact cause and its remedy are those of console and API. */
function Cause({ t, test }: { t: T; test: StoredTest }) {
  const facts = causeFacts(test.late ? 'test.no_return' : test.cause);
  if (!facts) return null;
  const { title, fix, side } = facts;
  return (
    <dl class="facts portal-cause">
      <div>
        <dt>{t('error.what')}</dt>
        <dd lang="en">{title}</dd>
      </div>
      <div>
        <dt>{t('error.whose')}</dt>
        <dd>{sideText(t, side)}</dd>
      </div>
      <div>
        <dt>{t('error.todo')}</dt>
        <dd lang="en">{fix}</dd>
      </div>
    </dl>
  );
}

function Rules({ t, steps }: { t: T; steps: readonly TraceStep[] }) {
  return (
    <section>
      <h2>{t('portal.rules')}</h2>
      <ul class="portal-rules">
        {steps.map((step) => (
          <Rule t={t} step={step} />
        ))}
      </ul>
    </section>
  );
}

const verdicts = { pass: 'portal.rulePass', fail: 'portal.ruleFail', skip: 'portal.ruleSkip' } as const;

function Rule({ t, step: { rule, verdict, seen, explanation } }: { t: T; step: TraceStep }) {
  const name = ruleName(rule, t.locale);
  return (
    <li class={verdict}>
      <Icon name={verdict === 'pass' ? 'check' : verdict === 'fail' ? 'cross' : 'clock'} />
      <div>
        <span>
          {name}
          <span class="away"> ({t(verdicts[verdict])})</span>
        </span>
        {explanation && (
          <span class="hint" lang="en">
            {explanation}
          </span>
        )}
        {seen && verdict === 'fail' && <code class="portal-seen">{seen}</code>}
      </div>
    </li>
  );
}
