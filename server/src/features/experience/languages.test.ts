// OpenID Connect Core 3.1.2.1: which language a page has, by the application, the browser and the tenant's settings.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSignIn, type World } from '../sign-in/sign-in-harness.ts';

let w: World;
beforeAll(async () => {
  w = await startSignIn();
});
afterAll(() => w.close());

/** The language of the page that a sign-in begins with, and of one outside of any sign-in. */
async function languagesOf(acceptLanguage: string | undefined, parameters: Record<string, string> = {}) {
  const browser = w.browser();
  const headers: Record<string, string> = acceptLanguage ? { 'accept-language': acceptLanguage } : {};
  const first = await browser.begin(parameters);
  const pages = [
    await browser.go(first.url.href, { headers }),
    await browser.go('/sign-in/none', { headers }),
  ];
  return pages.map(({ text, headers: answered }) => {
    const lang = /<html lang="([^"]+)"/.exec(text)?.[1];
    expect(answered.get('content-language')).toBe(lang);
    return lang;
  });
}
const set = (languages: object) => w.experience({ content: { languages } });

test('at first the browser says, and English is for everybody else', async () => {
  expect((await w.app.experience.read(w.tenant.db)).content.languages).toEqual({
    fallback: 'en',
    autoDetect: true,
  });
  expect(await languagesOf('zh-CN,en;q=0.5')).toEqual(['zh-CN', 'zh-CN']);
  expect(await languagesOf('fr')).toEqual(['en', 'en']);
});

describe('with another fallback', () => {
  beforeAll(() => set({ fallback: 'zh-CN' }));

  test('people whose languages are not there get it; the others get theirs', async () => {
    expect(await languagesOf('fr')).toEqual(['zh-CN', 'zh-CN']);
    expect(await languagesOf('en-GB')).toEqual(['en', 'en']);
  });
});

describe('without detection', () => {
  beforeAll(() => set({ fallback: 'zh-CN', autoDetect: false }));

  test('everybody gets the fallback, whatever the browser says', async () => {
    expect(await languagesOf('en')).toEqual(['zh-CN', 'zh-CN']);
  });

  test('what an application asks for in ui_locales still counts, if it is there', async () => {
    expect((await languagesOf('zh-CN', { ui_locales: 'en' }))[0]).toBe('en');
    expect((await languagesOf('en', { ui_locales: 'fr' }))[0]).toBe('zh-CN');
  });

  test('a draft shows it: the language asked for, else that of its settings', async () => {
    const look = async (languages: object, locale?: 'en') => {
      const { token } = await w.app.experience.previews.create(w.tenant.db, {
        experience: { content: { languages } },
        page: 'sign-in',
        colorScheme: 'light',
        locale,
      });
      const response = await w.app.fetch(`/sign-in-preview/${token}`, {
        headers: { 'accept-language': 'en' },
      });
      return /<html lang="([^"]+)"/.exec(await response.text())?.[1];
    };
    expect(await look({})).toBe('zh-CN');
    expect(await look({ autoDetect: true })).toBe('en');
    expect(await look({}, 'en')).toBe('en');
  });

  test('a patch of other content leaves it, and half of it changes half', async () => {
    await w.experience({ content: { supportEmail: 'help@example.com' } });
    await set({ autoDetect: true });
    expect((await w.app.experience.read(w.tenant.db)).content).toEqual({
      supportEmail: 'help@example.com',
      languages: { fallback: 'zh-CN', autoDetect: true },
    });
  });
});
