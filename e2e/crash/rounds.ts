/** kill -9 at random moments under load, again and again on the same data, and a judgement after each. */
import { setTimeout as delay } from 'node:timers/promises';
import { Application } from '../wire/application.ts';
import { bookstore, declaration, type Place, preparePlace } from '../wire/gatehouse.ts';
import { graceMilliseconds, judgeAtRest, judgeEverybody, judgeRestart, judgeReuse } from './judge.ts';
import { Ledger } from './ledger.ts';
import { startLoad } from './load.ts';
import { between, type Random, randomFrom } from './random.ts';

export interface RoundsOptions {
  rounds: number;
  seed: number;
  /** An empty database; without it the embedded one. */
  databaseUrl?: string;
  onRound?(line: string): void;
}

export interface RoundsReport {
  seed: number;
  rounds: number;
  registered: number;
  unanswered: number;
  codesUsed: number;
  tokensRotated: number;
  readyMilliseconds: number[];
  violations: string[];
}

/** Now and then the server dies while it is still coming up. */
async function dieWhileStarting(place: Place, random: Random): Promise<void> {
  const program = place.launch();
  await delay(between(random, 50, 2500));
  await program.stop('SIGKILL');
}

/**
 * Counted in answers, not in time, so that a slow machine gets as far as a fast one; then a few milliseconds, so
 * that the blow falls anywhere in the next request.
 */
async function randomMoment(ledger: Ledger, random: Random): Promise<number> {
  const answers = Math.floor(between(random, 3, 60));
  const enough = ledger.acknowledged + answers;
  const patience = performance.now() + 120_000;
  while (ledger.acknowledged < enough && performance.now() < patience) await delay(1);
  await delay(between(random, 0, 30));
  return answers;
}

export async function runRounds(options: RoundsOptions): Promise<RoundsReport> {
  const { rounds, seed, databaseUrl } = options;
  const random = randomFrom(seed);
  const place = await preparePlace({ databaseUrl, declaration });
  const application = new Application(bookstore(place.endpoint));
  const ledger = new Ledger();
  const violations: string[] = [];
  const report = (violation: string) => void violations.push(violation);
  const readyMilliseconds: number[] = [];

  async function round(number: number, program: { stop(signal: NodeJS.Signals): Promise<unknown> }) {
    const known = ledger.accounts.length;
    const load = startLoad(application, ledger, random);
    const answers = await randomMoment(ledger, random);
    load.serverIsGone();
    const diedAt = performance.now();
    await program.stop('SIGKILL');
    for (const problem of await load.ended)
      report(`round ${number}: under load: ${problem.stack ?? problem}`);
    if (number % 5 === 0) await dieWhileStarting(place, random);
    const next = await place.start();
    readyMilliseconds.push(Math.round(next.milliseconds));
    const touched = ledger.accounts.filter((account, i) => i >= known || account.refreshing);
    await judgeRestart(touched, application, ledger, diedAt, report);
    options.onRound?.(
      `round ${number}: killed after ${answers} answers, ready again in ${Math.round(next.milliseconds)} ms, ` +
        `${ledger.accounts.length} people, ${ledger.rotated.length} rotations, ${violations.length} violations`,
    );
    return next.program;
  }

  let { program } = await place.start();
  try {
    for (let number = 1; number <= rounds; number += 1) program = await round(number, program);
    await program.stop('SIGKILL');
    const emails = await judgeAtRest({ place, databaseUrl }, ledger, report);
    ({ program } = await place.start());
    await judgeEverybody(emails, application, ledger, report);
    await delay(graceMilliseconds + 1000);
    await judgeReuse(application, ledger, report);
  } finally {
    await program.stop('SIGKILL');
    await place.remove();
  }
  return {
    seed,
    rounds,
    registered: ledger.accounts.length,
    unanswered: ledger.unanswered.length,
    codesUsed: ledger.usedCodes.length,
    tokensRotated: ledger.rotated.length,
    readyMilliseconds,
    violations,
  };
}
