/** The frame of the portal's pages: whose set-up it is, and how far it is. */
import type { Child } from 'hono/jsx';
import { portalCss } from '../../../kernel/html/assets.ts';
import { Heading } from '../../../kernel/html/components.tsx';
import { type FormModel, ProblemSummary } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import { renderPage } from '../../../kernel/html/layout.tsx';
import { type Step, type StepState, stepStates } from '../progress.ts';
import type { Visit } from '../visit.ts';

/** What a page needs to know of a visit. */
export type Seen = Pick<Visit, 'page' | 'link' | 'connector' | 'base' | 'formToken'>;

export interface PortalFrame {
  title: string;
  lead?: Child;
  /** Of the set-up; the pages after it have none. */
  step?: Step;
  problems?: { field?: string; message: string }[];
}

export const formOf = (
  { base, formToken }: Seen,
  path: string,
  more: Record<string, string> = {},
): FormModel => ({
  action: `${base}/${path}`,
  hidden: { form_token: formToken, ...more },
});

export function portalPage(
  seen: Seen,
  { title, lead, step, problems = [] }: PortalFrame,
  body: Child,
): string {
  const { page, link } = seen;
  return renderPage(
    page,
    { title, wide: true, styles: portalCss, failed: problems.length > 0 },
    <>
      <div class="portal-top">
        <p class="portal-for">{page.t('portal.for', { customer: link.customer })}</p>
        {step && <Steps seen={seen} step={step} />}
      </div>
      <Heading title={title} lead={lead} />
      <ProblemSummary t={page.t} problems={problems} alwaysShown />
      {body}
    </>,
  );
}

function Steps({ seen, step }: { seen: Seen; step: Step }) {
  const { page, base } = seen;
  const { t } = page;
  const states = stepStates(seen);
  const at = states.findIndex((one) => one.step === step);
  return (
    <nav class="portal-steps" aria-label={t('portal.steps')}>
      <p class="portal-at">{t('portal.stepOf', { number: at + 1, total: states.length })}</p>
      <ol>
        {states.map((state, index) => (
          <StepItem
            state={state}
            number={index + 1}
            current={state.step === step}
            href={`${base}/${state.step}`}
            t={t}
          />
        ))}
      </ol>
    </nav>
  );
}

interface StepItemProps {
  state: StepState;
  number: number;
  current: boolean;
  href: string;
  t: Seen['page']['t'];
}

function StepItem({ state: { step, done, reachable }, number, current, href, t }: StepItemProps) {
  const name = t(`portal.step.${step}`);
  const mark = <span class="portal-mark">{done ? <Icon name="check" /> : number}</span>;
  const label = (
    <span class="portal-name">
      {name}
      {done && <span class="away"> ({t('portal.done')})</span>}
    </span>
  );
  return (
    <li class={done ? 'done' : undefined} aria-current={current ? 'step' : undefined}>
      {reachable && !current ? (
        <a href={href} title={name}>
          {mark}
          {label}
        </a>
      ) : (
        <span>
          {mark}
          {label}
        </span>
      )}
    </li>
  );
}

/** A value to be copied: selectable text, and a button when scripts run. */
export function CopyValue({
  t,
  id,
  label,
  value,
}: {
  t: Seen['page']['t'];
  id: string;
  label: string;
  value: string;
}) {
  return (
    <div class="portal-copy">
      <div>
        <span class="hint">{label}</span>
        <button
          type="button"
          class="button small"
          data-copy={id}
          data-copied={t('page.copied')}
          aria-label={`${t('page.copy')}: ${label}`}
          hidden
        >
          {t('page.copy')}
        </button>
      </div>
      <code id={id} tabindex={0}>
        {value}
      </code>
    </div>
  );
}
