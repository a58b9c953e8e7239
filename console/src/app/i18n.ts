/**
 * The console's languages. A page keeps its texts beside it, in both languages at once: what is missing in one does
 * not compile, and what a page doesn't need isn't loaded.
 */
import { createContext, useContext, useMemo } from 'react';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];
export const localeNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' };

/** Texts, and functions that put values into texts. */
type Text = string | ((...values: never[]) => string);
type Texts = { [name: string]: Text | Texts };
/** The same names in every language, with the same values put in. */
type Same<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : Same<T[K]>;
};

/** Texts of one page or pattern, in every language. */
export type Messages<T> = { en: T; 'zh-CN': Same<T> };

/** Declares texts: `defineMessages({ title: 'Users', … }, { title: '用户', … })`. */
export function defineMessages<const T extends Texts>(en: T, zhCN: Same<T>): Messages<Same<T>> {
  return { en: en as unknown as Same<T>, 'zh-CN': zhCN as unknown as Same<Same<T>> };
}

const storageKey = 'gatehouse:console:locale';

/** What was chosen here before, else the browser's first language that we have. */
export function initialLocale(): Locale {
  const chosen = localStorage.getItem(storageKey);
  const known = locales.find((locale) => locale === chosen);
  if (known) return known;
  const wanted = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag));
  return wanted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const rememberLocale = (locale: Locale): void => localStorage.setItem(storageKey, locale);

export const LocaleContext = createContext<{ locale: Locale; setLocale(locale: Locale): void }>({
  locale: 'en',
  setLocale: () => {},
});

export const useLocale = () => useContext(LocaleContext);

/** The texts in the language of the person. */
export function useMessages<T>(messages: { en: T; 'zh-CN': unknown }): T {
  return messages[useLocale().locale] as T;
}

const relativeSteps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Numbers and times as the language writes them. Times are ISO 8601 texts, as the API sends them. */
export interface Format {
  number(value: number): string;
  date(iso: string): string;
  dateTime(iso: string): string;
  /** "3 minutes ago". */
  ago(iso: string): string;
}

export function formatFor(locale: Locale, now: () => number = Date.now): Format {
  const number = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    date: (iso) => date.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    ago(iso) {
      const seconds = (new Date(iso).getTime() - now()) / 1000;
      const [unit, size] = relativeSteps.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
  };
}

export function useFormat(): Format {
  const { locale } = useLocale();
  return useMemo(() => formatFor(locale), [locale]);
}
