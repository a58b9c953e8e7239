/**
 * Forms: values, what is wrong with them by the management API's own schema, and saving. A form that changes
 * something sends only what was changed, with the version that it is based on.
 */
import type { Schema } from '@cfworker/json-schema';
import { type FormEvent, useState } from 'react';
import { useLocale } from '../app/i18n.ts';
import { fieldProblems } from './errors.ts';
import { showFailure } from './toasts.tsx';
import { schemaProblems } from './validation.ts';

/** Names of fields, also inside of sections: `branding.primaryColor`. */
export type Problems = Record<string, string>;

export interface FormOptions<V extends object, B, R> {
  initial: V;
  /** JSON Schema of the request's body: `import schema from 'virtual:schema/{operationId}'`. */
  schema?: Schema;
  /** What is sent; the values themselves when absent. */
  toBody?(values: V): B;
  save(body: B): Promise<R>;
  saved?(result: R): void | Promise<void>;
  /** Rules beyond the schema, such as two fields that must agree. */
  check?(values: V): Problems;
  /** What a refusal says of fields, beyond the issues of a bad request: an address that somebody else has. */
  refused?(error: unknown): Problems;
  /** Failures that are shown elsewhere answer true. */
  failed?(error: unknown): boolean;
}

export function pathValue(values: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], values);
}

export function withPath<V extends object>(values: V, path: string, value: unknown): V {
  const [first = '', ...rest] = path.split('.');
  const inner = (values as Record<string, unknown>)[first];
  return {
    ...values,
    [first]: rest.length === 0 ? value : withPath((inner ?? {}) as object, rest.join('.'), value),
  };
}

export interface Form<V extends object> {
  values: V;
  problems: Problems;
  /** Whether anything differs from what is stored. */
  dirty: boolean;
  saving: boolean;
  /** Sets a field by its path; its problem is looked at again. */
  set(path: string, value: unknown): void;
  reset(values?: V): void;
  /** Properties of a text input: empty text for null. */
  text(path: string): {
    name: string;
    value: string;
    error: string | undefined;
    onChange(event: { currentTarget: { value: string } }): void;
    onBlur(): void;
  };
  /** Properties of a switch or checkbox. */
  toggle(path: string): {
    name: string;
    checked: boolean;
    onChange(event: { currentTarget: { checked: boolean } }): void;
  };
  /** Properties of inputs that hand over a value: Select, TagsInput, NumberInput, ColorInput. */
  value<T>(path: string): { value: T; error: string | undefined; onChange(value: T): void; onBlur(): void };
  submit(event?: FormEvent): void;
}

type Bindings<V extends object> = Pick<Form<V>, 'text' | 'toggle' | 'value'>;

interface Binding {
  values: object;
  problems: Problems;
  set(path: string, value: unknown): void;
  touch(path: string): void;
}

/** Properties that tie inputs to fields. */
function bindings<V extends object>({ values, problems, set, touch }: Binding): Bindings<V> {
  return {
    text: (path) => ({
      name: path,
      value: String(pathValue(values, path) ?? ''),
      error: problems[path],
      onChange: (event) => set(path, event.currentTarget.value),
      onBlur: () => touch(path),
    }),
    toggle: (path) => ({
      name: path,
      checked: Boolean(pathValue(values, path)),
      onChange: (event) => set(path, event.currentTarget.checked),
    }),
    value: <T>(path: string) => ({
      value: pathValue(values, path) as T,
      error: problems[path] ?? Object.entries(problems).find(([at]) => isInside(at, path))?.[1],
      onChange: (value: T) => set(path, value),
      onBlur: () => touch(path),
    }),
  };
}

const isInside = (path: string, section: string) => path.startsWith(`${section}.`);

/** Problems of fields that the person has been to; `*` stands for all, once saving was tried. */
function visibleProblems(found: Problems, touched: ReadonlySet<string>): Problems {
  const seen = (path: string) =>
    [...touched].some((one) => one === '*' || path === one || isInside(path, one));
  return Object.fromEntries(Object.entries(found).filter(([path]) => seen(path)));
}

/** A form that creates something, in a dialog or page of its own. For settings see `useSettings`. */
export function useForm<V extends object, B = V, R = unknown>(options: FormOptions<V, B, R>): Form<V> {
  const {
    initial,
    schema,
    toBody = (given: V) => given as unknown as B,
    save,
    saved,
    check,
    refused,
    failed,
  } = options;
  const { locale } = useLocale();
  const [stored, setStored] = useState(initial);
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [fromServer, setFromServer] = useState<Problems>({});
  const [saving, setSaving] = useState(false);
  const found = { ...(schema && schemaProblems(schema, toBody(values), locale)), ...check?.(values) };
  const problems = { ...visibleProblems(found, touched), ...fromServer };
  const touch = (path: string) => setTouched((before) => new Set([...before, path]));
  const set = (path: string, value: unknown) => {
    setValues((before) => withPath(before, path, value));
    const others = ([at]: [string, string]) => at !== path && !isInside(at, path);
    setFromServer((before) => Object.fromEntries(Object.entries(before).filter(others)));
  };
  const reset = (next = stored) => {
    setStored(next);
    setValues(next);
    setTouched(new Set());
    setFromServer({});
  };
  const send = async () => {
    setTouched(new Set(['*']));
    if (Object.keys(found).length > 0) return focusFirstProblem();
    setSaving(true);
    try {
      const result = await save(toBody(values));
      reset(values);
      await saved?.(result);
    } catch (error) {
      const wrong = { ...fieldProblems(error), ...refused?.(error) };
      if (Object.keys(wrong).length === 0 && failed?.(error)) return;
      setFromServer(wrong);
      if (Object.keys(wrong).length === 0) showFailure(error, locale);
      else focusFirstProblem();
    } finally {
      setSaving(false);
    }
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    event?.stopPropagation();
    void send();
  };
  const dirty = JSON.stringify(values) !== JSON.stringify(stored);
  return {
    values,
    problems,
    dirty,
    saving,
    set,
    reset,
    submit,
    ...bindings<V>({ values, problems, set, touch }),
  };
}

/** After the problems are drawn. */
function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
