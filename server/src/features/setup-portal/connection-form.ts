/**
 * A provider's form for hosted pages, from its JSON Schema: which fields there are, what was typed into them, and what
 * is wrong with it. A secret is written and never read back.
 */
import { z } from 'zod';
import type { Problem } from '../../kernel/html/forms.tsx';
import type { Provider } from '../sso/index.ts';
import type { PostedForm } from './form.ts';

export interface ConfigField {
  name: string;
  kind: 'text' | 'date' | 'secret' | 'choice' | 'list' | 'flag' | 'document';
  title: string;
  help?: string;
  placeholder?: string;
  choices: string[];
  required: boolean;
}

const fieldSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  placeholder: z.string().optional(),
  maxLength: z.number().optional(),
  secret: z.boolean().optional(),
  /** A document, or a list of them. */
  multiline: z.boolean().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
});

const formSchema = z.looseObject({
  properties: z.record(z.string(), fieldSchema).default({}),
  required: z.array(z.string()).default([]),
});

type FieldSchema = z.infer<typeof fieldSchema>;

/**
 * What a customer knows of their own provider. The rest of a form is for whoever runs the service to decide: which
 * sign-ins are accepted, what they are called, what is asked for. What a form requires is asked for in any case.
 */
const theirs: ReadonlySet<string> = new Set([
  'issuer',
  'clientId',
  'clientSecret',
  'clientSecretExpiresAt',
  'clientAuthentication',
  'allowedTenants',
  'hostedDomains',
  'metadataUrl',
  'metadata',
  'entityId',
  'ssoUrl',
  'ssoBinding',
  'sloUrl',
  'certificates',
  'signRequests',
  'wantAssertionsEncrypted',
  'nameIdFormat',
]);

/** Other ways of proving ourselves need keys that are exchanged in the console. */
const choicesOf = (name: string, choices: readonly string[] = []): string[] =>
  name === 'clientAuthentication' ? choices.filter((one) => one.startsWith('client_secret')) : [...choices];

function kindOf({
  type,
  format,
  secret,
  multiline,
  enum: choices,
  items,
}: FieldSchema): ConfigField['kind'] | undefined {
  if (secret) return 'secret';
  if (choices) return 'choice';
  if (format === 'date') return 'date';
  if (type === 'boolean') return 'flag';
  if (multiline) return 'document';
  if (type === 'array') return items?.type === 'string' ? 'list' : undefined;
  if (type === 'string') return 'text';
  return undefined;
}

export function configFields({ configSchema }: Provider): ConfigField[] {
  const { properties, required } = formSchema.parse(configSchema);
  return Object.entries(properties).flatMap(([name, field]) => {
    const kind = kindOf(field);
    const choices = choicesOf(name, field.enum);
    const nothingToChoose = kind === 'choice' && choices.length < 2;
    if (!kind || nothingToChoose || !(theirs.has(name) || required.includes(name))) return [];
    const { title = name, description: help, placeholder } = field;
    return [
      {
        name,
        kind,
        title,
        ...(help !== undefined && { help }),
        ...(placeholder !== undefined && { placeholder }),
        choices,
        required: required.includes(name),
      },
    ];
  });
}

const isList = ({ configSchema }: Provider, name: string): boolean =>
  formSchema.parse(configSchema).properties[name]?.type === 'array';

const lines = (text: string) =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Certificates one below the other, as files have them. */
const documents = (text: string) =>
  text
    .split(/(?<=-----END [A-Z ]+-----)/)
    .map((one) => one.trim())
    .filter(Boolean);

/** What is shown of what is stored: everything but secrets and documents. */
export function storedValues(
  fields: readonly ConfigField[],
  config: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const shown = fields.filter(({ kind }) => kind !== 'secret' && kind !== 'document');
  return Object.fromEntries(
    shown.map(({ name }) => {
      const value = config[name];
      return [name, Array.isArray(value) ? value.join('\n') : value === undefined ? '' : String(value)];
    }),
  );
}

export const typedValues = (fields: readonly ConfigField[], form: PostedForm): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter(({ kind }) => kind !== 'secret' && kind !== 'document')
      .map(({ name }) => [name, form.get(name)]),
  );

function given(provider: Provider, field: ConfigField, form: PostedForm): unknown {
  const { name, kind } = field;
  if (kind === 'flag') return form.get(name) === '1';
  const uploaded = kind === 'document' ? form.file(`${name}_file`) : undefined;
  const text = uploaded ?? form.get(name).trim();
  if (text === '') return undefined;
  if (kind === 'document') return isList(provider, name) ? documents(text) : text;
  return kind === 'list' ? lines(text) : text;
}

/** For a new connector: what is empty is left out. */
export function givenConfig(provider: Provider, form: PostedForm): Record<string, unknown> {
  const entries = configFields(provider).map((field) => [field.name, given(provider, field, form)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** For a change: what was emptied is taken out; a secret or document that isn't given stays. */
export function changedConfig(provider: Provider, form: PostedForm): Record<string, unknown> {
  const entries = configFields(provider).flatMap((field) => {
    const value = given(provider, field, form);
    const stays = value === undefined && (field.kind === 'secret' || field.kind === 'document');
    return stays ? [] : [[field.name, value ?? null] as const];
  });
  return Object.fromEntries(entries);
}

const issuesSchema = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

/** What an update or creation was refused for, at the fields that it belongs to. */
export function problemsIn(data: unknown, fields: readonly ConfigField[]): Problem[] {
  const parsed = issuesSchema.safeParse(data);
  const issues = parsed.success ? parsed.data.issues : [];
  return issues.map(({ path, message }) => {
    const name = path.replace(/^config\.?/, '').split('.')[0] ?? '';
    const field = fields.find((one) => one.name === name);
    return { ...(field && { field: field.name }), message: field ? `${field.title}: ${message}` : message };
  });
}
