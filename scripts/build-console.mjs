// Builds the console when there is no build yet, or when its source is newer: so that `npm start` in a fresh clone
// has one, and a second start doesn't wait.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const built = join(root, 'console/dist/index.html');
const sources = [
  'console/src',
  'console/build',
  'console/index.html',
  'console/vite.config.ts',
  'sdk/js/dist',
  'server/test/openapi.json',
];

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path, { recursive: true }).map((name) => statSync(join(path, name)).mtimeMs);
  return Math.max(mtimeMs, ...inside);
}

const fresh =
  existsSync(built) &&
  sources
    .map((name) => join(root, name))
    .every((path) => !existsSync(path) || newest(path) <= statSync(built).mtimeMs);
if (!fresh) {
  console.log('Building the console, which takes a few seconds …');
  const { status } = spawnSync(
    'npm',
    ['run', '--silent', 'build', '-w', 'console', '--', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
      // Asked for by a test, it is still what people get: under NODE_ENV=test React's development build would go in.
      env: { ...process.env, NODE_ENV: 'production' },
      shell: process.platform === 'win32',
    },
  );
  process.exit(status ?? 1);
}
