/**
 * Languages of the hosted pages and the mails: which ones there are, which one a person gets, and `t`, which turns
 * a key and its values into text. A new language is one file in `locales/` and its line in `catalogues`.
 */
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';

export type MessageKey = keyof typeof en;
/** What a language file holds: every key of English. */
export type Messages = Record<MessageKey, string>;

const catalogues = { en, 'zh-CN': zhCN } satisfies Record<string, Messages>;

export type Locale = keyof typeof catalogues;
export const locales = Object.keys(catalogues) as Locale[];
export const defaultLocale: Locale = 'en';

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Values<Key extends MessageKey> = [Placeholders<(typeof en)[Key]>] extends [never]
  ? []
  : [values: Record<Placeholders<(typeof en)[Key]>, string | number>];

export interface T {
  <Key extends MessageKey>(key: Key, ...values: Values<Key>): string;
  readonly locale: Locale;
  /** The text with its `{placeholders}` still in it, for a component that puts elements in their places. */
  raw(key: MessageKey): string;
}

export function translator(locale: Locale): T {
  const messages: Messages = catalogues[locale];
  const translate = (key: MessageKey, values: Record<string, string | number> = {}): string =>
    messages[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return Object.assign(translate, { locale, raw: (key: MessageKey) => messages[key] }) as T;
}

export interface LocaleWishes {
  /** `ui_locales` of the authorization request (OpenID Connect Core section 3.1.2.1): a list or space-separated. */
  uiLocales?: string | readonly string[];
  /** The browser's Accept-Language header (RFC 9110 section 12.5.4). */
  acceptLanguage?: string;
  /** When none of these is there; English by default. */
  fallback?: Locale;
  /** Languages to choose from; all of them by default. */
  supported?: readonly Locale[];
}

export function pickLocale(wishes: LocaleWishes): Locale {
  const supported = wishes.supported ?? locales;
  const wanted = [...uiLocales(wishes.uiLocales), ...acceptedLanguages(wishes.acceptLanguage)];
  for (const tag of wanted) {
    const found = lookup(tag, supported);
    if (found) return found;
  }
  const last = wishes.fallback ?? defaultLocale;
  return supported.includes(last) ? last : (supported[0] ?? last);
}

function uiLocales(value: string | readonly string[] | undefined): string[] {
  const list = typeof value === 'string' ? value.split(/\s+/) : [...(value ?? [])];
  return list.filter(Boolean).slice(0, 20);
}

function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/i.exec(p)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** Lookup as in RFC 4647 section 3.4, and at last any of the same language: `zh-TW` reads `zh-CN` rather than English. */
function lookup(tag: string, supported: readonly Locale[]): Locale | undefined {
  const wanted = tag.toLowerCase();
  const language = wanted.split('-')[0];
  return (
    supported.find((locale) => locale.toLowerCase() === wanted) ??
    supported.find((locale) => locale.toLowerCase().split('-')[0] === language)
  );
}
