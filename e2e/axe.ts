/** axe looks at a page: WCAG 2.2 AA, and what axe calls best practice. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** What axe finds, a line each; evaluated by the browser's own means, so that the page's policy stays as it is. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  // Motion is over, so that no colour is halfway.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: { run(of: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(document, { runOnly: tags })).violations;
  }, rules);
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page), `axe at ${page.url()}`).toEqual([]);
}
