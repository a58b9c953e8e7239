/** A connector's config as a form: fields and rules come from the provider's own schema, secrets are only written. */
import type { Schema } from '@cfworker/json-schema';
import type { SsoProvider } from '@gatehouse/sdk/management';
import type { Locale } from '../../app/i18n.ts';
import type { Problems } from '../../patterns/form.ts';
import { schemaProblems } from '../../patterns/validation.ts';

export interface ConfigField {
  name: string;
  kind: 'text' | 'secret' | 'choice' | 'list' | 'flag' | 'document' | 'documents';
  title: string;
  text?: string;
  placeholder?: string;
  choices: readonly string[];
  required: boolean;
}

export type Config = Record<string, unknown>;

interface FieldSchema {
  type?: string;
  title?: string;
  description?: string;
  placeholder?: string;
  enum?: string[];
  default?: unknown;
  secret?: boolean;
  multiline?: boolean;
}

interface FormSchema {
  properties?: Record<string, FieldSchema>;
  required?: string[];
}

const formOf = ({ configSchema }: SsoProvider) => configSchema as FormSchema;

function kindOf({ type, secret, multiline, enum: choices }: FieldSchema): ConfigField['kind'] {
  if (secret) return 'secret';
  if (choices) return 'choice';
  if (type === 'boolean') return 'flag';
  if (multiline) return type === 'array' ? 'documents' : 'document';
  return type === 'array' ? 'list' : 'text';
}

export function configFields(provider: SsoProvider): ConfigField[] {
  const { properties = {}, required = [] } = formOf(provider);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    kind: kindOf(field),
    title: field.title ?? name,
    ...(field.description !== undefined && { text: field.description }),
    ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
    choices: field.enum ?? [],
    required: required.includes(name),
  }));
}

/** Everybody at Google has the same one; the schema doesn't publish it. */
const usualIssuers: Partial<Record<string, string>> = { 'google-workspace': 'https://accounts.google.com' };

/** What the fields start with: what is stored, else what the provider's schema suggests. */
export function configValues(provider: SsoProvider, stored: Config = {}): Config {
  const { properties = {} } = formOf(provider);
  const first = (name: string, field: FieldSchema): unknown => {
    if (stored[name] !== undefined) return stored[name];
    if (field.default !== undefined) return field.default;
    if (name === 'issuer') return usualIssuers[provider.id] ?? '';
    const kind = kindOf(field);
    if (kind === 'flag') return false;
    return kind === 'list' || kind === 'documents' ? [] : '';
  };
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, first(name, field)]));
}

const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

/** For a new connector: what is empty is left out. */
export const givenConfig = (values: Config): Config =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

/** For a change: null takes an emptied field out, a secret that isn't typed stays. */
export function changedConfig(provider: SsoProvider, values: Config): Config {
  const kept = Object.entries(values).filter(
    ([name, value]) => !(isEmpty(value) && provider.secretFields.includes(name)),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, isEmpty(value) ? null : value]));
}

/** What the provider's schema says against the values, by the names of the form's fields. */
export function configProblems(
  provider: SsoProvider,
  values: Config,
  locale: Locale,
  { secretStored }: { secretStored: boolean },
): Problems {
  const { required = [] } = formOf(provider);
  const schema = {
    ...provider.configSchema,
    required: required.filter((name) => !(secretStored && provider.secretFields.includes(name))),
  } as Schema;
  const found = schemaProblems(schemaOnce(provider, secretStored, schema), givenConfig(values), locale);
  return Object.fromEntries(Object.entries(found).map(([at, problem]) => [`config.${at}`, problem]));
}

/** Validators are kept by schema: the same one has to be handed over each time. */
const schemas = new WeakMap<SsoProvider, Partial<Record<'stored' | 'new', Schema>>>();

function schemaOnce(provider: SsoProvider, secretStored: boolean, made: Schema): Schema {
  const known = schemas.get(provider) ?? {};
  schemas.set(provider, known);
  const name = secretStored ? 'stored' : 'new';
  known[name] ??= made;
  return known[name];
}
