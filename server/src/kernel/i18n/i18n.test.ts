// Languages: every text is there in each, says the same placeholders, and the right one is picked.
import { describe, expect, it } from 'vitest';
import { type LocaleWishes, locales, type MessageKey, pickLocale, translator } from './index.ts';
import { en } from './locales/en.ts';
import { zhCN } from './locales/zh-CN.ts';
import {
  alreadyRegisteredMail,
  registerCodeMail,
  resetPasswordCodeMail,
  signInCodeMail,
  verifyEmailCodeMail,
} from './mails.ts';

const keys = Object.keys(en) as MessageKey[];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('language files', () => {
  it('have the same keys', () => {
    expect(Object.keys(zhCN).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s has text and the same placeholders in every language', (key) => {
    for (const locale of locales) {
      const text = translator(locale).raw(key);
      expect(text.trim()).not.toBe('');
      expect(placeholders(text)).toEqual(placeholders(en[key]));
    }
  });
});

describe('translator', () => {
  it('puts values in their places', () => {
    expect(translator('en')('code.resendIn', { seconds: 12 })).toBe('Send a new code in 12 s');
  });

  it('reads no pattern in a value: a name with $& or {email} stays as it is', () => {
    expect(translator('en')('page.continueTo', { application: '$& {email}' })).toBe(
      'to continue to $& {email}',
    );
  });
});

describe('pickLocale', () => {
  const cases: [string, LocaleWishes, string][] = [
    ['nothing said', {}, 'en'],
    [
      'ui_locales before the browser (OpenID Connect Core 3.1.2.1)',
      { uiLocales: 'zh-CN en', acceptLanguage: 'en' },
      'zh-CN',
    ],
    ['the first that is there', { uiLocales: ['fr-CA', 'zh-Hans', 'en'] }, 'zh-CN'],
    ['the language without its region (RFC 4647 3.4)', { acceptLanguage: 'en-GB' }, 'en'],
    [
      'the same language of another region rather than English',
      { acceptLanguage: 'zh-TW, en;q=0.5' },
      'zh-CN',
    ],
    ['the order of q (RFC 9110 12.5.4)', { acceptLanguage: 'en;q=0.3, zh;q=0.9' }, 'zh-CN'],
    ['q=0 means not', { acceptLanguage: 'zh;q=0, de' }, 'en'],
    ['an unknown ui_locales leaves it to the browser', { uiLocales: 'xx', acceptLanguage: 'zh-CN' }, 'zh-CN'],
    ['nonsense', { uiLocales: '   ', acceptLanguage: ';;,,*;q=x,__proto__' }, 'en'],
    ['the fallback for everybody else', { acceptLanguage: 'fr', fallback: 'zh-CN' }, 'zh-CN'],
    ['only what is supported', { uiLocales: 'zh-CN', supported: ['en'] }, 'en'],
  ];
  it.each(cases)('%s', (_, wishes, expected) => {
    expect(pickLocale(wishes)).toBe(expected);
  });
});

describe('mails', () => {
  const hostile = 'Evil <img src=x>\r\nBcc: everyone@example.com';
  const mail = { code: '482913', minutes: 10, tenantName: hostile, applicationName: hostile };

  it.each(locales)('carry the code in text and HTML (%s)', (locale) => {
    for (const compose of [signInCodeMail, registerCodeMail, resetPasswordCodeMail, verifyEmailCodeMail]) {
      const { subject, text, html } = compose(translator(locale), {
        ...mail,
        tenantName: 'Shop',
        applicationName: 'Shop',
      });
      expect(subject).toContain('482913');
      expect(text).toContain('\n    482913\n');
      expect(html).toContain('>482913<');
      expect(html).toContain(`<html lang="${locale}">`);
    }
  });

  it.each(locales)('cannot be made to carry headers or markup by a name (%s)', (locale) => {
    const t = translator(locale);
    for (const { subject, html } of [signInCodeMail(t, mail), alreadyRegisteredMail(t, mail)]) {
      expect(subject).not.toMatch(/[\r\n]/);
      expect(html).not.toContain('<img');
    }
  });

  it('to the owner of an account has no code', () => {
    const { subject, text } = alreadyRegisteredMail(translator('en'), { tenantName: 'Shop' });
    expect(`${subject}${text}`).not.toMatch(/\d/);
  });
});
