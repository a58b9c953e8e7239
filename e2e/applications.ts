/** Applications of the tests, each a process of its own, written with published SDKs that know nothing of Gatehouse. */
import type { Page } from 'playwright-core';
import { answering, type Program, run } from './processes.ts';
import { type Scene, secretOf, signInVariants } from './scene.ts';

/** The Express application, as `bookstore` or as `library`. */
export async function startExpressApp(scene: Scene, id: 'bookstore' | 'library'): Promise<Program> {
  const url = scene.urls[id];
  const program = run(process.execPath, ['e2e/clients/express/app.mjs'], {
    PORT: new URL(url).port,
    BASE_URL: url,
    GATEHOUSE_ENDPOINT: scene.endpoint,
    APP_ID: id,
    APP_SECRET: secretOf(id),
    VARIANTS: JSON.stringify(signInVariants),
  });
  await answering(program, url);
  return program;
}

export interface ExpressUser {
  isAuthenticated: boolean;
  claims?: Record<string, unknown>;
  userInfo?: Record<string, unknown>;
}

/** What the SDK tells the application about its user, from the page that the browser shows. */
export async function userOf(page: Page): Promise<ExpressUser> {
  return JSON.parse((await page.locator('#user').textContent()) ?? '{}') as ExpressUser;
}
