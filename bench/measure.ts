/** Measures one operation on every target in turn, several times round, so that a busy moment of the machine hits all alike. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Job, Reply } from './load.ts';
import type { Operation } from './operations.ts';
import { type Counters, countersOf, type Target } from './programs.ts';

export interface Sample {
  perSecond: number;
  /** Of the server, not of the load generator. */
  processorMilliseconds: number;
  /** Without the native threads, which hash passwords; NaN where the system doesn't tell. */
  withoutHashMilliseconds: number;
  /** Background work included; the exact figures come from counts.ts. */
  statements: number;
  p50: number;
  p99: number;
}

export class LoadGenerator {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'load.ts'), {
    execArgv: ['--import', 'tsx'],
  });

  #next(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (reply: Reply) => {
        if (reply.type === 'failed') reject(new Error(reply.message));
        else resolve(reply);
      });
    });
  }

  async run(
    job: Job,
    onBegin: () => Promise<void> = async () => {},
  ): Promise<Extract<Reply, { type: 'done' }>> {
    const begin = this.#next();
    this.#child.send(job);
    await begin;
    const done = this.#next();
    await onBegin();
    const reply = await done;
    if (reply.type !== 'done') throw new Error(`The load generator said ${reply.type}.`);
    return reply;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface MeasureOptions {
  seconds: number;
  warmUpSeconds: number;
  leastOperations: number;
  rounds: number;
  workers: number;
}

async function once(
  load: LoadGenerator,
  operation: Operation,
  target: Target,
  options: MeasureOptions,
): Promise<Sample> {
  let before = await countersOf(target);
  const { endpoint, nodes } = target;
  const { seconds, warmUpSeconds, leastOperations, workers } = options;
  const job: Job = { operation, endpoint, nodes, workers, seconds, warmUpSeconds, leastOperations };
  const done = await load.run(job, async () => {
    before = await countersOf(target);
  });
  const after = await countersOf(target);
  const each = (field: keyof Counters) => (after[field] - before[field]) / done.operations;
  return {
    perSecond: done.operations / done.seconds,
    processorMilliseconds: each('processor') * 1000,
    withoutHashMilliseconds: (each('processor') - each('threadPool')) * 1000,
    statements: each('statements'),
    p50: median(done.latencies),
    p99: quantile(done.latencies, 0.99),
  };
}

/** In the order of the targets: the samples of each, one for each round. */
export async function measure(
  load: LoadGenerator,
  operation: Operation,
  targets: readonly Target[],
  options: MeasureOptions,
): Promise<Map<Target, Sample[]>> {
  const samples = new Map<Target, Sample[]>(targets.map((target) => [target, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    // Backwards every other time: nobody always comes after the same one.
    for (const target of round % 2 ? targets.toReversed() : targets) {
      // What the compiler learns in the first round, it knows in the others.
      const warmUpSeconds = options.warmUpSeconds * (round === 0 ? 6 : 1);
      samples.get(target)?.push(await once(load, operation, target, { ...options, warmUpSeconds }));
    }
  }
  return samples;
}

/** How long a request to /oidc/jwks takes while everybody signs in in a loop. */
export async function probeWhileSigningIn(
  loads: [LoadGenerator, LoadGenerator],
  target: Target,
  options: MeasureOptions,
) {
  const { endpoint, nodes } = target;
  const job = { endpoint, nodes, warmUpSeconds: 0.5, leastOperations: 50 };
  const [signIns, probe] = loads;
  let probing: ReturnType<LoadGenerator['run']> | undefined;
  const { seconds, workers } = options;
  await signIns.run({ ...job, operation: 'password sign-in', workers, seconds }, async () => {
    // Ends well before the sign-ins do.
    const quiet = { ...job, operation: 'jwks', workers: 1, pauseMilliseconds: 5 } as const;
    probing = probe.run({ ...quiet, seconds: seconds * 0.7 });
  });
  const { latencies } = (await probing)!;
  return { p50: median(latencies), p99: quantile(latencies, 0.99), probes: latencies.length };
}
