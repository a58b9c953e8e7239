/** What every hosted page of a tenant starts from: language, look, and for which application. */
import { pageAssets, schemeCss } from '../../kernel/html/assets.ts';
import type { ColorScheme } from '../../kernel/html/color-scheme.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import { type LocaleWishes, pickLocale, translator } from '../../kernel/i18n/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { customCssUrl } from './custom-css.ts';
import type { SignInExperience } from './schema.ts';
import type { Experience } from './service.ts';

export interface PageContextWishes extends Pick<LocaleWishes, 'uiLocales' | 'acceptLanguage'> {
  applicationName?: string;
  /** A draft in place of what is saved. */
  preview?: { experience: SignInExperience; colorScheme: ColorScheme; customCssUrl: string };
}

export type PageContexts = ReturnType<typeof createPageContexts>;

export function createPageContexts(experience: Pick<Experience, 'get'>) {
  return async function pageContext(tenant: Tenant, wishes: PageContextWishes): Promise<PageContext> {
    const { preview } = wishes;
    const { branding, content } = preview?.experience ?? (await experience.get(tenant));
    const { fallback, autoDetect } = content.languages;
    const acceptLanguage = autoDetect ? wishes.acceptLanguage : undefined;
    const locale = pickLocale({ uiLocales: wishes.uiLocales, acceptLanguage, fallback });
    return {
      locale,
      t: translator(locale),
      baseUrl: tenant.baseUrl,
      basePath: tenant.basePath,
      assets: preview ? { ...pageAssets, css: schemeCss[preview.colorScheme] } : pageAssets,
      customCssUrl: branding.customCss && (preview?.customCssUrl ?? customCssUrl(tenant, branding.customCss)),
      branding,
      content,
      applicationName: wishes.applicationName,
      tenantName: tenant.name,
      isDevelopment: tenant.tag === 'development',
      preview: preview && { colorScheme: preview.colorScheme },
    };
  };
}
