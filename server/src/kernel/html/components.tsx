/**
 * Building blocks of the hosted pages that hold no form control: headings, notices, links, people, facts.
 */
import type { Child } from 'hono/jsx';
import type { MessageKey, T } from '../i18n/index.ts';
import { Icon, type IconName } from './icons.tsx';
import { initial } from './layout.tsx';
import { safeImageUrl, safeReturnUrl, safeUrl } from './url.ts';

/** A text whose `{placeholders}` become elements, so that a translation decides where they stand. */
export function Rich({ t, text, parts }: { t: T; text: MessageKey; parts: Record<string, Child> }) {
  const pieces = t.raw(text).split(/\{(\w+)\}/);
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? (parts[piece] ?? '') : piece))}</>;
}

/** Names and addresses of either writing direction keep to themselves. */
export function Strong({ children }: { children: Child }) {
  return (
    <strong>
      <bdi>{children}</bdi>
    </strong>
  );
}

export function Heading({ title, lead, emblem }: { title: string; lead?: Child; emblem?: EmblemProps }) {
  return (
    <div class="head">
      {emblem && <Emblem {...emblem} />}
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
  );
}

interface EmblemProps {
  icon: IconName;
  tone?: 'good' | 'bad';
}

function Emblem({ icon, tone }: EmblemProps) {
  return (
    <div class={tone ? `emblem ${tone}` : 'emblem'}>
      <Icon name={icon} />
    </div>
  );
}

export function Notice({ tone, children }: { tone: 'good' | 'warning'; children: Child }) {
  return (
    <div class={`notice ${tone}`} role={tone === 'good' ? 'status' : undefined}>
      <Icon name={tone === 'good' ? 'check' : 'alert'} />
      <div>{children}</div>
    </div>
  );
}

/** Codes to be copied, printed or written down. */
export function CodeList({ label, codes }: { label: string; codes: readonly string[] }) {
  return (
    <ul class="codes" aria-label={label}>
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}

export function LinkButton({ href, kind, children }: { href: string; kind?: 'primary'; children: Child }) {
  return (
    <a class={kind ? `button ${kind}` : 'button'} href={safeUrl(href)}>
      {children}
    </a>
  );
}

/** The way back to an application, whose address may have a scheme of its own. */
export function ReturnButton({ href, kind, children }: { href: string; kind?: 'primary'; children: Child }) {
  const safe = safeReturnUrl(href);
  if (!safe) return null;
  return (
    <a class={kind ? `button ${kind}` : 'button'} href={safe}>
      {children}
    </a>
  );
}

export function Or({ t }: { t: T }) {
  return <div class="or">{t('page.or')}</div>;
}

export interface Person {
  /** What the person is called: a name, else an email or username. */
  name: string;
  /** A second line, such as the email address; left out when it says the same as the name. */
  identifier?: string;
  pictureUrl?: string;
}

export interface PersonCardProps {
  label?: string;
  person: Person;
  /** "Change", at the card's end. */
  change?: Child;
  /** Further lines. */
  children?: Child;
}

export function PersonCard({ label, person, change, children }: PersonCardProps) {
  const picture = safeImageUrl(person.pictureUrl);
  return (
    <div class="identity">
      {picture ? (
        <img class="avatar" src={picture} alt="" referrerpolicy="no-referrer" />
      ) : (
        <span class="avatar" aria-hidden="true">
          {initial(person.name)}
        </span>
      )}
      <div>
        {label && <span class="hint">{label}</span>}
        <bdi>{person.name}</bdi>
        {person.identifier && person.identifier !== person.name && (
          <span class="hint">{person.identifier}</span>
        )}
        {children}
      </div>
      {change}
    </div>
  );
}

/** Who a step is about, with the way back to say that it is someone else. */
export function IdentityLine({
  t,
  label,
  value,
  changeUrl,
}: {
  t: T;
  label: string;
  value: string;
  changeUrl?: string;
}) {
  return (
    <div class="identity">
      <div>
        <span class="hint">{label}</span>
        <bdi>{value}</bdi>
      </div>
      {changeUrl && (
        <a href={safeUrl(changeUrl)}>
          {t('page.change')}
          <span class="away"> ({value})</span>
        </a>
      )}
    </div>
  );
}

/** A reference code, with a copy button when scripts run. */
export function Reference({ t, code }: { t: T; code: string }) {
  return (
    <div class="reference">
      <div>
        <span class="hint" id="reference-label">
          {t('error.reference')}
        </span>
        <button
          type="button"
          class="button small"
          data-copy="reference"
          data-copied={t('page.copied')}
          hidden
        >
          {t('page.copy')}
        </button>
      </div>
      <code id="reference">{code}</code>
      <p class="hint">{t('error.referenceHint')}</p>
    </div>
  );
}

/** A moment: in UTC from the server, in the reader's own time zone when scripts run. */
export function Moment({ t, at }: { t: T; at: Date }) {
  const format = new Intl.DateTimeFormat(t.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return <time datetime={at.toISOString()} data-local>{`${format.format(at)} UTC`}</time>;
}
