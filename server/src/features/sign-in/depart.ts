/** To an identity provider: by a redirect, or by a page with a form where the provider wants one. */
import type { Context } from 'hono';
import type { PageContext } from '../../kernel/html/layout.tsx';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Departure } from '../sso/index.ts';
import { answerJson, answerPage, answerRedirect, wantsJson } from './answer.ts';
import { postFormPage } from './pages/post-form.tsx';

export function depart(c: Context<AppEnv>, page: PageContext, { redirectTo, form }: Departure): Response {
  if (!form) return answerRedirect(c, redirectTo);
  if (wantsJson(c)) return answerJson(c, { redirectTo, form });
  return answerPage(c, page, postFormPage(page, { action: redirectTo, fields: form }));
}
