/** The load generator, a process of its own: takes one job after another over IPC and answers with what it measured. */
import { Application } from '../e2e/wire/application.ts';
import { bookstore, operator } from '../e2e/wire/gatehouse.ts';
import { type Operation, operations, type Seat } from './operations.ts';

export interface Job {
  operation: Operation;
  endpoint: string;
  /** Origins of the processes; more than one are taken in turn. */
  nodes: string[];
  workers: number;
  seconds: number;
  /** A pause after each operation: a probe instead of a load. */
  pauseMilliseconds?: number;
}

/** Preparation is done and the clock runs: the moment to read the server's counters. */
export type Reply =
  | { type: 'begin' }
  | { type: 'done'; operations: number; seconds: number; latencies: number[] }
  | { type: 'failed'; message: string };

async function seatsOf(job: Job) {
  const applications = {
    bookstore: new Application(bookstore(job.endpoint)),
    operator: new Application(operator(job.endpoint)),
  };
  const seats: { seat: Seat; repeat: (seat: Seat) => Promise<void> }[] = [];
  for (let worker = 0; worker < job.workers; worker += 1) {
    const seat: Seat = {
      worker,
      endpoint: job.endpoint,
      node: job.nodes[worker % job.nodes.length]!,
      ...applications,
    };
    const repeat = await operations[job.operation](seat);
    // Once before it counts: connections, caches and the compiler warm up.
    await repeat(seat);
    seats.push({ seat, repeat });
  }
  return seats;
}

async function run(job: Job): Promise<Extract<Reply, { type: 'done' }>> {
  const seats = await seatsOf(job);
  process.send?.({ type: 'begin' } satisfies Reply);
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + job.seconds * 1000;
  await Promise.all(
    seats.map(async ({ seat, repeat }) => {
      for (let turn = seat.worker; performance.now() < end; turn += 1) {
        const started = performance.now();
        await repeat({ ...seat, node: job.nodes[turn % job.nodes.length]! });
        latencies.push(performance.now() - started);
        if (job.pauseMilliseconds) await new Promise((resolve) => setTimeout(resolve, job.pauseMilliseconds));
      }
    }),
  );
  return {
    type: 'done',
    operations: latencies.length,
    seconds: (performance.now() - begun) / 1000,
    latencies,
  };
}

process.on('message', (job: Job) => {
  run(job).then(
    (reply) => process.send?.(reply),
    (error: Error) =>
      process.send?.({ type: 'failed', message: error.stack ?? String(error) } satisfies Reply),
  );
});
