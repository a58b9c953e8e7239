/** Looks at values with the JSON Schema that the management API publishes, and says what is wrong in words. */
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { defineMessages, type Locale } from '../app/i18n.ts';

const messages = defineMessages(
  {
    required: 'This is needed.',
    minLength: (n: string) => `At least ${n} characters.`,
    maxLength: (n: string) => `At most ${n} characters.`,
    minimum: (n: string) => `At least ${n}.`,
    maximum: (n: string) => `At most ${n}.`,
    minItems: (n: string) => `At least ${n}.`,
    maxItems: (n: string) => `At most ${n}.`,
    email: 'This is not an email address.',
    uri: 'This is not an address like https://example.com.',
    format: 'This does not have the right form.',
    wrong: 'This value is not possible here.',
  },
  {
    required: '此项必填。',
    minLength: (n) => `至少 ${n} 个字符。`,
    maxLength: (n) => `最多 ${n} 个字符。`,
    minimum: (n) => `不小于 ${n}。`,
    maximum: (n) => `不大于 ${n}。`,
    minItems: (n) => `至少 ${n} 项。`,
    maxItems: (n) => `最多 ${n} 项。`,
    email: '这不是有效的邮箱地址。',
    uri: '这不是有效的网址，例如 https://example.com。',
    format: '格式不正确。',
    wrong: '此处不能使用该值。',
  },
);

const validators = new WeakMap<Schema, Validator>();

function validatorFor(schema: Schema): Validator {
  const known = validators.get(schema);
  if (known) return known;
  const made = new Validator(schema, '2020-12', false);
  validators.set(schema, made);
  return made;
}

/** Units that only say that something inside is wrong. */
const containers = new Set([
  'properties',
  'items',
  'allOf',
  '$ref',
  'additionalProperties',
  'prefixItems',
  'propertyNames',
]);

function words(unit: OutputUnit, locale: Locale): string {
  const m = messages[locale];
  const limit = /(-?\d+)\)?[^\d]*$/.exec(unit.error)?.[1] ?? '';
  switch (unit.keyword) {
    case 'minLength':
      return limit === '1' ? m.required : m.minLength(limit);
    case 'maxLength':
    case 'minimum':
    case 'maximum':
    case 'minItems':
    case 'maxItems':
      return m[unit.keyword](limit);
    case 'format':
      return unit.error.includes('"email"') ? m.email : unit.error.includes('"uri"') ? m.uri : m.format;
    case 'pattern':
      return m.format;
    default:
      return m.wrong;
  }
}

/** Says only that none of several forms fits; what is wrong with each of them says more. */
const vague = ({ keyword, error }: OutputUnit) =>
  keyword === 'anyOf' || keyword === 'oneOf' || (keyword === 'type' && error.includes('Expected "null"'));

/** What is wrong, by the path of the field: `branding.primaryColor`. Values that are undefined count as absent. */
export function schemaProblems(schema: Schema, value: unknown, locale: Locale): Record<string, string> {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  const problems: Record<string, string> = {};
  const units = validatorFor(schema)
    .validate(plain)
    .errors.filter(({ keyword }) => !containers.has(keyword));
  for (const unit of [...units.filter((one) => !vague(one)), ...units.filter(vague)]) {
    const at = unit.instanceLocation.replace(/^#\/?/, '').replaceAll('/', '.');
    if (unit.keyword === 'required') {
      const name = /"([^"]+)"/.exec(unit.error)?.[1] ?? '';
      problems[[at, name].filter(Boolean).join('.')] ??= messages[locale].required;
    } else if (!vague(unit) || !Object.keys(problems).some((known) => known.startsWith(`${at}.`)))
      problems[at] ??= words(unit, locale);
  }
  return problems;
}
