/** The load generator, a process of its own: takes one job after another over IPC and answers with what it measured. */
import { setTimeout as delay } from 'node:timers/promises';
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
  /** Before it counts: connections, caches and above all the compiler need some hundred operations to warm up. */
  warmUpSeconds: number;
  /** Goes on for longer, within reason, until there are so many; in the warm-up too. */
  leastOperations: number;
  /** A pause after each operation: a probe instead of a load. */
  pauseMilliseconds?: number;
}

/** Preparation is done and the clock runs: the moment to read the server's counters. */
export type Reply =
  | { type: 'begin' }
  | { type: 'done'; operations: number; seconds: number; latencies: number[] }
  | { type: 'failed'; message: string };

interface Place {
  seat: Seat;
  repeat: (seat: Seat) => Promise<void>;
  /** Which node is next. */
  turn: number;
}

async function placesOf(job: Job): Promise<Place[]> {
  const { endpoint, nodes } = job;
  const applications = {
    bookstore: new Application(bookstore(endpoint)),
    operator: new Application(operator(endpoint)),
  };
  const places: Place[] = [];
  for (let worker = 0; worker < job.workers; worker += 1) {
    const seat: Seat = { worker, endpoint, node: nodes[worker % nodes.length]!, ...applications };
    places.push({ seat, repeat: await operations[job.operation](seat), turn: worker });
  }
  return places;
}

/** Everybody repeats until the time is up; a busy machine gets more time, so that code is warm and counts mean something. */
async function repeatFor(seconds: number, places: Place[], job: Job): Promise<number[]> {
  const latencies: number[] = [];
  const begun = performance.now();
  const goesOn = () => {
    const spent = (performance.now() - begun) / 1000;
    return spent < seconds || (latencies.length < job.leastOperations && spent < seconds * 6);
  };
  await Promise.all(
    places.map(async (place) => {
      for (; goesOn(); place.turn += 1) {
        const started = performance.now();
        await place.repeat({ ...place.seat, node: job.nodes[place.turn % job.nodes.length]! });
        latencies.push(performance.now() - started);
        if (job.pauseMilliseconds) await delay(job.pauseMilliseconds);
      }
    }),
  );
  return latencies;
}

async function run(job: Job): Promise<Extract<Reply, { type: 'done' }>> {
  const places = await placesOf(job);
  await repeatFor(job.warmUpSeconds, places, job);
  process.send?.({ type: 'begin' } satisfies Reply);
  const begun = performance.now();
  const latencies = await repeatFor(job.seconds, places, job);
  const seconds = (performance.now() - begun) / 1000;
  return { type: 'done', operations: latencies.length, seconds, latencies };
}

process.on('message', (job: Job) => {
  run(job).then(
    (reply) => process.send?.(reply),
    (error: Error) =>
      process.send?.({ type: 'failed', message: error.stack ?? String(error) } satisfies Reply),
  );
});
