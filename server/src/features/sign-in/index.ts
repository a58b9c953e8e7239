/**
 * Sign-in: every page between an authorization request and its answer. A table-driven machine (`flow.ts`), a pure
 * dispatcher, and one file per step; the attempt itself is kept by the protocol side. Owns no table.
 */
import type { Hono } from 'hono';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { SignInDeps } from './deps.ts';
import { createRoutes } from './routes.ts';

export { answerJson, answerPage, answerRedirect, wantsJson } from './answer.ts';
export type { SignInDeps } from './deps.ts';
export { unexpected as answerPageError } from './error-pages.ts';
export type { SignInFailure } from './failures.ts';
export { readFields } from './form.ts';
export { createHomeRealm } from './home-realm.ts';
export { personOf } from './person.ts';
export {
  factorRefusal,
  newPasswordProblem,
  pageProblem,
  type StepProblem,
  tooManyAttempts,
} from './problems.ts';
export type { Fields } from './step.ts';

/** Routes below the tenant's base, for a request that has `tenant` and `address` in its context. */
export function createSignIn(deps: SignInDeps): { routes: Hono<AppEnv> } {
  return { routes: createRoutes(deps) };
}
