/** What every hosted page of a tenant starts from: language, look, and for which application. */
import { pageAssets } from '../../kernel/html/assets.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import { type LocaleWishes, pickLocale, translator } from '../../kernel/i18n/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Experience } from './service.ts';

export interface PageContextWishes extends LocaleWishes {
  applicationName?: string;
}

export type PageContexts = ReturnType<typeof createPageContexts>;

export function createPageContexts(experience: Pick<Experience, 'get'>) {
  return async function pageContext(tenant: Tenant, wishes: PageContextWishes): Promise<PageContext> {
    const { branding, content } = await experience.get(tenant);
    const locale = pickLocale(wishes);
    return {
      locale,
      t: translator(locale),
      baseUrl: tenant.baseUrl,
      basePath: tenant.basePath,
      assets: pageAssets,
      branding,
      content,
      applicationName: wishes.applicationName,
      tenantName: tenant.name,
      isDevelopment: tenant.tag === 'development',
    };
  };
}
