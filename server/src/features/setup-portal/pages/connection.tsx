/** The third step: the provider's values, from its own form, and what a live look at it found. */
import { LinkButton, Notice } from '../../../kernel/html/components.tsx';
import { type Problem, SubmitButton } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { T } from '../../../kernel/i18n/index.ts';
import type { PreviewProblem, Provider } from '../../sso/index.ts';
import type { ConfigField } from '../connection-form.ts';
import { fieldWords } from '../field-words.ts';
import { aboutOf } from '../guides/catalogue.ts';
import { ConfigFieldInput } from './field.tsx';
import { formOf, portalPage, type Seen } from './frame.tsx';

/** What a live look at the provider found, whichever protocol it speaks. */
export interface Look {
  ok: boolean;
  issuer: string | null;
  keys: number | null;
  problems: Pick<PreviewProblem, 'severity' | 'title' | 'fix' | 'seen' | 'suggestion'>[];
}

interface ConnectionModel {
  provider: Provider;
  fields: readonly ConfigField[];
  values: Record<string, string>;
  /** What the provider says of itself now; `later` when it was asked too often. */
  seen: Look | 'later' | undefined;
  problems: Problem[];
}

/** The rare ones are folded away unless something is in them. */
const basic: ReadonlySet<string> = new Set([
  'issuer',
  'clientSecret',
  'clientSecretExpiresAt',
  'hostedDomains',
  'metadataUrl',
  'metadata',
]);
const isBasic = ({ required, name }: ConfigField) => required || basic.has(name);

export function connectionPage(seen: Seen, model: ConnectionModel): string {
  const { t, locale } = seen.page;
  const { provider, fields, values, problems } = model;
  const name = aboutOf(provider).name?.[locale] ?? provider.name;
  const rest = fields.filter((field) => !isBasic(field));
  const input = (field: ConfigField) => (
    <ConfigFieldInput
      t={t}
      field={{ ...field, ...fieldWords(field, locale) }}
      value={values[field.name] ?? ''}
      problems={problems}
      stored={seen.connector !== undefined}
    />
  );
  const open = rest.some((field) => problems.some((one) => one.field === field.name));
  return portalPage(
    seen,
    {
      step: 'connection',
      title: t('portal.connectionTitle', { provider: name }),
      lead: t('portal.connectionLead'),
      problems,
    },
    <>
      <LookSection t={t} seen={model.seen} base={seen.base} />
      <form method="post" action={`${seen.base}/connection`} enctype="multipart/form-data" novalidate>
        <input type="hidden" name="form_token" value={formOf(seen, '').hidden?.form_token} />
        {fields.filter(isBasic).map(input)}
        {rest.length > 0 && (
          <details open={open}>
            <summary>{t('portal.moreFields')}</summary>
            <div class="portal-more">{rest.map(input)}</div>
          </details>
        )}
        <SubmitButton kind={model.seen && model.seen !== 'later' && model.seen.ok ? undefined : 'primary'}>
          {t('portal.connectionSave')}
        </SubmitButton>
      </form>
    </>,
  );
}

function LookSection({ t, seen, base }: { t: T; seen: Look | 'later' | undefined; base: string }) {
  if (!seen) return null;
  const next = (
    <LinkButton href={`${base}/domain`} kind="primary">
      {t('portal.toDomain')}
    </LinkButton>
  );
  if (seen === 'later')
    return (
      <section class="portal-look">
        <Notice tone="warning">{t('portal.lookLater')}</Notice>
        {next}
      </section>
    );
  return (
    <section class="portal-look" aria-label={t('portal.look')}>
      <Notice tone={seen.ok ? 'good' : 'warning'}>{t(seen.ok ? 'portal.lookGood' : 'portal.lookBad')}</Notice>
      <dl class="facts portal-said">
        <Fact label={t('portal.saidIssuer')} text={seen.issuer} />
        <Fact label={t('portal.saidKeys')} text={seen.keys === null ? null : String(seen.keys)} />
      </dl>
      <ul class="portal-problems">
        {seen.problems.map((problem) => (
          <LookProblem problem={problem} />
        ))}
      </ul>
      {seen.ok && next}
    </section>
  );
}

function Fact({ label, text }: { label: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd class="mono">{text}</dd>
    </div>
  );
}

/** In the words that console and API have for it. */
function LookProblem({
  problem: { severity, title, fix, seen, suggestion },
}: {
  problem: Look['problems'][number];
}) {
  return (
    <li class={severity} lang="en">
      <Icon name="alert" />
      <div>
        <strong>{title}</strong> {fix}
        {seen && <code class="portal-seen">{seen}</code>}
        {suggestion && <code class="portal-seen">{suggestion}</code>}
      </div>
    </li>
  );
}
