/** The cookie by which a browser is known in which an owner has broken the glass. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';

export const breakGlassCookieName = (tenantId: string) => `gh_${tenantId}_break_glass`;

/** What is not ours is not looked up. */
export function breakGlassTokenOf(c: Context<AppEnv>, { id }: Pick<Tenant, 'id'>): string | undefined {
  const value = getCookie(c, breakGlassCookieName(id));
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
