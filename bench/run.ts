/**
 * `npm run bench`: the table of DESIGN section 9, with peers measured in the same run.
 *   --quick          at most a minute       --json             machine-readable
 *   --only a,b       these parts only (counts, operations, probe, starts, page, console)
 *   --assert-counts  fails when a count that does not depend on the machine is over its budget
 * PostgreSQL comes from DATABASE_URL, else from scripts/with-postgres.sh, else it is left out, which is said.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { serverUrl } from '../e2e/crash/databases.ts';
import { root } from '../e2e/processes.ts';
import { budgetRows, type Counts, type Findings, figuresOf } from './budgets.ts';
import { weighConsole } from './console-weight.ts';
import { workers } from './declaration.ts';
import { LoadGenerator, type MeasureOptions, measure, probeWhileSigningIn } from './measure.ts';
import type { Operation } from './operations.ts';
import { weighSignInPage } from './page-weight.ts';
import {
  choosePorts,
  measureStarts,
  startEmbedded,
  startIdp,
  startPeer,
  startPostgres,
  type Target,
} from './programs.ts';
import { budgetTable, figureTable } from './table.ts';

const parts = ['counts', 'operations', 'probe', 'starts', 'page', 'console'] as const;
type Part = (typeof parts)[number];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    'assert-counts': { type: 'boolean', default: false },
    'without-postgres': { type: 'boolean', default: false },
  },
});
const wanted = new Set<Part>((values.only?.split(',') as Part[] | undefined) ?? parts);
const say = (line: string) => void process.stderr.write(`${line}\n`);

/** The same again, with a PostgreSQL that lives as long as it runs. */
function throughPostgres(): void {
  const script = join(root, 'scripts/with-postgres.sh');
  const again = [script, process.execPath, '--import', 'tsx', ...process.argv.slice(1)];
  const { status } = spawnSync('sh', again, { stdio: 'inherit', cwd: root });
  if (status !== 69) process.exit(status ?? 1);
  say('PostgreSQL is not installed here: everything that needs it is SKIPPED.');
}

if (!serverUrl && !values['without-postgres']) throughPostgres();

const options: MeasureOptions = values.quick
  ? { seconds: 0.6, warmUpSeconds: 0.4, leastOperations: 40, rounds: 1, workers }
  : { seconds: 1.5, warmUpSeconds: 0.6, leastOperations: 300, rounds: 3, workers };

async function printed(file: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const command = ['--import', 'tsx', join('bench', file)];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return stdout.trim().split('\n').at(-1) ?? '';
}

async function countStatements(): Promise<Findings['counts']> {
  say('counting statements …');
  const embedded = JSON.parse(await printed('counts.ts', { DATABASE_URL: '' })) as Counts;
  const postgres = serverUrl ? (JSON.parse(await printed('counts.ts')) as Counts) : undefined;
  return { embedded, postgres };
}

async function startTargets(): Promise<{ targets: Target[]; stop(): Promise<void> }> {
  say('starting Gatehouse and its peers …');
  const ports = await choosePorts();
  const idp = await startIdp(ports);
  const targets: Target[] = [];
  targets.push(await startEmbedded(ports.embedded, idp.url), await startPeer('memory'));
  if (serverUrl) {
    targets.push(await startPostgres(ports.postgres, idp.url, 1), await startPeer('PostgreSQL'));
    targets.push(await startPostgres(ports.cluster, idp.url, 2));
  }
  return {
    targets,
    async stop() {
      await Promise.all(targets.map((target) => target.stop()));
      await idp.stop();
    },
  };
}

const all: Operation[] = [
  'client_credentials',
  'userinfo',
  'introspection',
  'refresh',
  'password sign-in',
  'SSO sign-in',
];

async function measureRunning(findings: Findings): Promise<void> {
  const { targets, stop } = await startTargets();
  const loads: [LoadGenerator, LoadGenerator] = [new LoadGenerator(), new LoadGenerator()];
  try {
    if (wanted.has('page')) findings.page = await weighSignInPage(targets[0]!.endpoint);
    for (const operation of wanted.has('operations') ? all : []) {
      say(`${operation} …`);
      const able = operation === 'SSO sign-in' ? targets.filter(({ peer }) => !peer) : targets;
      findings.samples.set(operation, await measure(loads[0], operation, able, options));
    }
    if (wanted.has('operations')) findings.hashMilliseconds = Number(await printed('hash.ts'));
    if (wanted.has('probe')) {
      say('jwks while people sign in …');
      findings.probe = await probeWhileSigningIn(loads, targets[0]!, {
        ...options,
        seconds: values.quick ? 3 : 10,
      });
    }
  } finally {
    for (const load of loads) load.stop();
    await stop();
  }
}

async function measureEverything(): Promise<Findings> {
  const findings: Findings = { samples: new Map(), counts: {}, starts: {} };
  if (wanted.has('starts')) {
    say('cold starts …');
    findings.starts.embedded = await measureStarts('embedded', values.quick);
    if (serverUrl) findings.starts.postgres = await measureStarts('PostgreSQL', values.quick);
  }
  if (wanted.has('counts')) findings.counts = await countStatements();
  if (['operations', 'probe', 'page'].some((part) => wanted.has(part as Part)))
    await measureRunning(findings);
  if (wanted.has('console')) {
    say('the console in a browser …');
    findings.console = await weighConsole();
  }
  return findings;
}

const begun = performance.now();
const build = existsSync(join(root, 'server/dist/cli.mjs'))
  ? 'the production build'
  : 'the source through tsx';
const [load = 0] = loadavg();
const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, ${build}; load average before the run ${load.toFixed(1)}`;
const findings = await measureEverything();
const rows = budgetRows(findings);
const figures = figuresOf(findings);
if (values.json) console.log(JSON.stringify({ machine, rows, figures }, null, 2));
else {
  const took = Math.round((performance.now() - begun) / 1000);
  console.log(`\n${machine}; took ${took} s\n\n${budgetTable(rows)}\n\n${figureTable(figures)}\n`);
}
const broken = rows.some(({ count, verdict }) => count && verdict === 'over');
process.exit(values['assert-counts'] && broken ? 1 : 0);
