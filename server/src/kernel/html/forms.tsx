/**
 * Form controls of the hosted pages. Each field has a visible label, says its hint and its problem through
 * aria-describedby, and keeps what was typed; browsers' own validation is off, so that all problems are told in the
 * page's language and in the same place.
 */
import type { Child, PropsWithChildren } from 'hono/jsx';
import type { T } from '../i18n/index.ts';
import { Icon, type IconName } from './icons.tsx';
import { safeUrl } from './url.ts';

/** Something to put right, in the page's language. With the name of a field it stands at that field as well. */
export interface Problem {
  field?: string;
  message: string;
}

/** What every form page needs. All forms post `application/x-www-form-urlencoded` to `action`. */
export interface FormModel {
  action: string;
  /** Hidden fields to send along. */
  hidden?: Record<string, string>;
  problems?: Problem[];
}

export function Form({
  model,
  class: className,
  children,
}: PropsWithChildren<{ model: FormModel; class?: string }>) {
  return (
    <form method="post" action={safeUrl(model.action)} class={className} novalidate>
      {Object.entries(model.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/**
 * All problems at the top, each leading to its field. A single one that stands at the page's only field, where the
 * cursor is, would be read twice: then the summary is for screen readers alone, unless the field may be out of sight.
 */
export function ProblemSummary(props: { t: T; problems?: Problem[]; alwaysShown?: boolean }) {
  const { t, problems = [], alwaysShown } = props;
  if (problems.length === 0) return null;
  const shown = alwaysShown || problems.length > 1 || !problems[0]?.field;
  return (
    <div class={shown ? 'summary' : 'away'} role="alert">
      <Icon name="alert" />
      <div>
        <span class="away">{t(problems.length === 1 ? 'page.problem' : 'page.problems')}: </span>
        <ul>
          {problems.map(({ field, message }) => (
            <li>{field ? <a href={`#field-${field}`}>{message}</a> : message}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

export interface FieldProps {
  name: string;
  label: string;
  problems?: Problem[];
  value?: string;
  hint?: string;
  autocomplete: string;
  type?: 'text' | 'email';
  inputmode?: 'email' | 'numeric' | 'text';
  autofocus?: boolean;
  maxlength?: number;
  class?: string;
  autocapitalize?: 'none' | 'words' | 'characters';
  /** What a paste is freed from: everything but digits, or white space. */
  tidy?: 'digits' | 'spaces';
  enterkeyhint?: 'next' | 'go' | 'done';
}

export function TextField(props: FieldProps) {
  const problem = problemOf(props);
  return (
    <div class="field">
      <label for={`field-${props.name}`}>{props.label}</label>
      <input
        {...inputAttributes(props, problem)}
        type={props.type ?? 'text'}
        value={props.value}
        inputmode={props.inputmode}
        autocapitalize={props.autocapitalize ?? 'none'}
        enterkeyhint={props.enterkeyhint}
        data-tidy={props.tidy}
      />
      <FieldNotes name={props.name} hint={props.hint} problem={problem} />
    </div>
  );
}

/** For codes of digits: from a mail or an app, or pasted with spaces. */
export const CodeField = (props: Pick<FieldProps, 'label' | 'problems' | 'autofocus'>) => (
  <TextField
    {...props}
    name="code"
    class="code"
    autocomplete="one-time-code"
    inputmode="numeric"
    maxlength={20}
    tidy="digits"
    enterkeyhint="go"
  />
);

export interface PasswordFieldProps
  extends Omit<FieldProps, 'type' | 'inputmode' | 'autocomplete' | 'value' | 'tidy'> {
  t: T;
  autocomplete: 'current-password' | 'new-password';
  /** A link at the label's right, such as "Forgot your password?". */
  link?: { href: string; text: string };
}

export function PasswordField(props: PasswordFieldProps) {
  const { t, name } = props;
  const problem = problemOf(props);
  return (
    <div class="field">
      <div class="field-top">
        <label for={`field-${name}`}>{props.label}</label>
        {props.link && <a href={safeUrl(props.link.href)}>{props.link.text}</a>}
      </div>
      <span class="with-button">
        <input
          {...inputAttributes(props, problem)}
          type="password"
          autocapitalize="none"
          enterkeyhint={props.enterkeyhint}
        />
        <button
          type="button"
          class="reveal"
          data-reveal={`field-${name}`}
          data-hide={t('page.hidePassword')}
          aria-label={t('page.showPassword')}
          aria-pressed="false"
          hidden
        >
          <Icon name="eye" class="eye" />
          <Icon name="eyeOff" class="eye-off" />
        </button>
      </span>
      <FieldNotes name={name} hint={props.hint} problem={problem} />
    </div>
  );
}

function inputAttributes(props: Omit<FieldProps, 'type'>, problem: Problem | undefined) {
  const { name } = props;
  const notes = [problem && `error-${name}`, props.hint && `hint-${name}`].filter(Boolean).join(' ');
  return {
    class: props.class ? `input ${props.class}` : 'input',
    id: `field-${name}`,
    name,
    autocomplete: props.autocomplete,
    autofocus: props.autofocus,
    maxlength: props.maxlength ?? 256,
    spellcheck: false,
    required: true,
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': notes || undefined,
  };
}

function FieldNotes({ name, hint, problem }: { name: string; hint?: string; problem?: Problem }) {
  return (
    <>
      {problem && (
        <p class="error" id={`error-${name}`}>
          <Icon name="alert" />
          <span>{problem.message}</span>
        </p>
      )}
      {hint && (
        <p class="hint" id={`hint-${name}`}>
          {hint}
        </p>
      )}
    </>
  );
}

function problemOf({ name, problems = [] }: { name: string; problems?: Problem[] }): Problem | undefined {
  return problems.find((problem) => problem.field === name);
}

/**
 * Tells password managers whose password this is (they read hidden fields too). Not shown, because the page shows the
 * identifier as text, and posted as `username`, which the server has no use for.
 */
export function UsernameForManagers({ value }: { value: string }) {
  return <input type="text" name="username" value={value} autocomplete="username" readonly hidden />;
}

export function Checkbox({ name, label, checked }: { name: string; label: string; checked?: boolean }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="1" checked={checked} />
      <span>{label}</span>
    </label>
  );
}

export interface ButtonProps {
  kind?: 'primary' | 'danger';
  size?: 'small';
  name?: string;
  value?: string;
  icon?: IconName;
  label?: string;
  autofocus?: boolean;
}

export function SubmitButton({ kind, size, icon, label, children, ...rest }: PropsWithChildren<ButtonProps>) {
  return (
    <button
      type="submit"
      class={['button', kind, size].filter(Boolean).join(' ')}
      aria-label={label}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A button that reads as a link, in a form of its own: for side ways that change something, which a link may not. */
export function LinkSubmit(props: {
  action: string;
  hidden?: Record<string, string>;
  wait?: { seconds: number; text: string };
  children: Child;
}) {
  const { wait } = props;
  return (
    <Form model={{ action: props.action, hidden: props.hidden }}>
      <button type="submit" class="link-button" data-wait={wait?.seconds} data-waiting={wait?.text}>
        {props.children}
      </button>
    </Form>
  );
}
