/**
 * Writes docs/reference/sdk-checks.md from sdk/conformance.json: `node sdk/js/scripts/checks-table.ts`.
 * What a column says is what that SDK's tests run: each runs every entry that carries no `skip` for it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  id: string;
  flow: string;
  misbehaviours: string[];
  options?: { at?: string[] };
  check: string;
  spec: string;
  expect: { code: string; details?: Record<string, string> } | null;
  session: boolean;
  skip?: Record<string, string>;
}

const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

/** Where the table lies. */
export const page = at('docs/reference/sdk-checks.md');

const titles: Record<string, string> = {
  'sign-in': 'Signing in',
  replay: 'Callbacks used again, elsewhere or too late',
  'user-info': 'User info',
  refresh: 'Renewing tokens',
};

/** The page's text. */
export function checksPage(): string {
  const { entries } = JSON.parse(readFileSync(at('sdk/conformance.json'), 'utf8')) as { entries: Entry[] };
  const groupOf = ({ flow }: Entry): string => (flow in titles ? flow : 'replay');
  const sections = Object.entries(titles).map(([group, title]) =>
    section(
      title,
      entries.filter((entry) => groupOf(entry) === group),
    ),
  );
  const skipped = entries.flatMap((entry) =>
    Object.entries(entry.skip ?? {}).map(([sdk, why]) => `- \`${entry.id}\`, ${sdk}: ${why}`),
  );
  const notRun = skipped.length === 0 ? [] : [`## Not run\n\n${skipped.join('\n')}`];
  return `${[intro(entries.length), ...sections, ...notRun].join('\n\n')}\n`;
}

const intro = (count: number): string => `# What the SDKs check

<!-- Made by sdk/js/scripts/checks-table.ts from sdk/conformance.json; do not edit. -->

A client library stands between an app and a provider that may be hostile, broken or impersonated. Each of the ${count} lines below is one such situation, made by [Gatehouse's IdP simulator](../guides/idp-simulator.md), and what both SDKs answer: a \`GatehouseError\` with this code. **Nobody is signed in afterwards**, unless the line says that the session stays; "accepted" lines must work. ✓ stands for a test that runs in this repository, over the same file:

- JavaScript: \`sdk/js/test/conformance\` (\`vitest run --root sdk/js test/conformance\`)
- Python: \`sdk/python/tests/test_conformance.py\` (\`pytest\`), with the sync and the async client

The situations themselves are data in [\`sdk/conformance.json\`](../../sdk/conformance.json).`;

function section(title: string, entries: Entry[]): string {
  const head = '| check | situation | answer | specification | JS | Python |\n|---|---|---|---|---|---|';
  return `## ${title}\n\n${head}\n${entries.map(row).join('\n')}`;
}

function row(entry: Entry): string {
  const { check, id, spec } = entry;
  const mark = (sdk: string): string => (entry.skip?.[sdk] === undefined ? '✓' : '–');
  return `| ${check} | \`${id}\` | ${answer(entry)} | ${spec === '-' ? '' : spec} | ${mark('js')} | ${mark('python')} |`;
}

function answer({ expect, session }: Entry): string {
  if (expect === null) return 'accepted';
  const details = Object.values(expect.details ?? {}).map((value) => `: ${value}`);
  return `\`${expect.code}\`${details.join('')}${session ? ', session stays' : ''}`;
}

if (process.argv[1] && import.meta.url === new URL(process.argv[1], 'file:').href)
  writeFileSync(page, checksPage());
