/**
 * The crash rounds as a program, for many more rounds than a suite can afford:
 *   node --import tsx e2e/crash/run.ts --rounds 100 [--seed 7]
 *   scripts/with-postgres.sh node --import tsx e2e/crash/run.ts --rounds 100 --postgres
 */
import { parseArgs } from 'node:util';
import { closeConnections } from '../wire/request.ts';
import { createDatabase } from './databases.ts';
import { runRounds } from './rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});

const database = values.postgres ? await createDatabase() : undefined;
const report = await runRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  databaseUrl: database?.url,
  onRound: (line) => console.log(line),
}).finally(() => database?.drop());
closeConnections();
const { readyMilliseconds, ...rest } = report;
console.log(JSON.stringify({ ...rest, slowestStartMilliseconds: Math.max(...readyMilliseconds) }, null, 2));
process.exitCode = report.violations.length > 0 ? 1 : 0;
