/** A tenant's own style sheet as a file of its own: its address changes with it, so browsers may keep it for ever. */
import { Hono } from 'hono';
import { sha256 } from '../../kernel/crypto/index.ts';
import { errors } from '../../kernel/errors/index.ts';
import { styleSheetHeaders } from '../../kernel/html/headers.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Experience } from './service.ts';

export function customCssUrl(
  { basePath }: Pick<Tenant, 'basePath'>,
  css: string | undefined,
): string | undefined {
  return css ? `${basePath}/assets/custom.${sha256(css).slice(0, 16)}.css` : undefined;
}

export function createCustomCss(experience: Pick<Experience, 'get'>): { routes: Hono<AppEnv> } {
  const routes = new Hono<AppEnv>();
  routes.get('/assets/:file{custom\\.[A-Za-z0-9_-]{16}\\.css}', async (c) => {
    const tenant = c.get('tenant');
    const { customCss } = (await experience.get(tenant)).branding;
    if (!customCss) throw errors['request.not_found']();
    // Another node may know of a change a moment earlier or later: better the look of this one than none.
    const isCurrent = customCssUrl(tenant, customCss)?.endsWith(c.req.param('file')) ?? false;
    return c.body(
      customCss,
      200,
      styleSheetHeaders(isCurrent ? 'public, max-age=31536000, immutable' : 'no-store'),
    );
  });
  return { routes };
}
