#!/usr/bin/env node
// Runs the production build when there is one, else the source. Needs Node 24; npm scripts bring it along.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Gatehouse needs Node 24 or newer; this is ${process.version}. Run it through npm: npm start`,
  );
  process.exit(1);
}
// npm runs scripts in the workspace's root; file options are meant from where the person stands.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

const built = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
if (existsSync(built)) {
  await import(built);
} else {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
  await import('../src/cli/index.ts');
}
