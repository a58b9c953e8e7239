/** Starts what is measured, and reads the counters that each of them offers at /metrics. */
import { readdirSync, readFileSync } from 'node:fs';
import { createDatabase } from '../e2e/crash/databases.ts';
import { answering, freePort, type Program, run } from '../e2e/processes.ts';
import { type Place, preparePlace, startPatience } from '../e2e/wire/gatehouse.ts';
import { request } from '../e2e/wire/request.ts';
import { declarationWith } from './declaration.ts';

export interface Target {
  name: string;
  /** What the ratios are taken against. */
  peer: boolean;
  endpoint: string;
  nodes: string[];
  /** Of the processes, in the order of the nodes. */
  pids: number[];
  stop(): Promise<void>;
}

export interface Counters {
  /** Seconds of processor time, all threads, all processes of the target. */
  processor: number;
  /** The part of it that native threads spent: at a sign-in the password hash, and 0.1 ms of signatures. */
  threadPool: number;
  residentBytes: number;
  statements: number;
}

/** Seconds; only Linux tells what each thread has used. */
function threadPoolOf(pid: number): number {
  const ticks = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
    return stat.includes('(libuv-worker)') ? Number(user) + Number(system) : 0;
  });
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

export async function countersOf({
  nodes,
  pids = [],
}: Pick<Target, 'nodes'> & Partial<Target>): Promise<Counters> {
  const sum: Counters = { processor: 0, threadPool: Number.NaN, residentBytes: 0, statements: 0 };
  if (process.platform === 'linux') sum.threadPool = pids.reduce((all, pid) => all + threadPoolOf(pid), 0);
  for (const node of nodes) {
    const { text } = await request(`${node}/metrics`);
    const value = (name: string) =>
      Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    sum.processor += value('process_cpu_seconds_total');
    sum.residentBytes += value('process_resident_memory_bytes');
    sum.statements += value('gatehouse_database_statements_total');
  }
  return sum;
}

const pidsOf = (programs: Program[]) => programs.map(({ child }) => child.pid!);
const viaTsx = ['--import', 'tsx'];
const keys = { GATEHOUSE_ENCRYPTION_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}` };

async function together(programs: Program[], clean: () => Promise<unknown>): Promise<void> {
  await Promise.all(programs.map((program) => program.stop('SIGKILL')));
  await clean();
}

export interface Ports {
  embedded: number;
  postgres: number;
  cluster: number;
}

/** Known before anything starts, since the identity provider must know where people come back to. */
export async function choosePorts(): Promise<Ports> {
  return { embedded: await freePort(), postgres: await freePort(), cluster: await freePort() };
}

export async function startIdp(ports: Ports) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const callbacks = Object.values(ports).map((one) => `http://localhost:${one}/callback/acme`);
  const program = run(process.execPath, [...viaTsx, 'bench/idp.ts', String(port), ...callbacks]);
  await answering(program, `${url}/simulator`, startPatience);
  return { url, stop: () => program.stop('SIGKILL') };
}

export async function startEmbedded(port: number, idpUrl: string): Promise<Target> {
  const place = await preparePlace({ port, declaration: declarationWith(idpUrl) });
  const { program } = await place.start();
  const { endpoint, node } = place;
  return {
    name: 'Gatehouse, embedded',
    peer: false,
    endpoint,
    nodes: [node],
    pids: pidsOf([program]),
    stop: () => together([program], place.remove),
  };
}

export async function startPostgres(port: number, idpUrl: string, processes: number): Promise<Target> {
  const database = await createDatabase();
  const endpoint = `http://localhost:${port}`;
  const places: Place[] = [];
  const programs: Program[] = [];
  for (let i = 0; i < processes; i += 1) {
    const declaration = declarationWith(idpUrl);
    const place = await preparePlace({
      port: i === 0 ? port : undefined,
      endpoint,
      databaseUrl: database.url,
      declaration,
      env: keys,
    });
    places.push(place);
    programs.push((await place.start()).program);
  }
  return {
    name: `Gatehouse, PostgreSQL${processes > 1 ? `, ${processes} processes` : ''}`,
    peer: false,
    endpoint,
    nodes: places.map(({ node }) => node),
    pids: pidsOf(programs),
    stop: () =>
      together(programs, async () => {
        await Promise.all(places.map((place) => place.remove()));
        await database.drop();
      }),
  };
}

export async function startPeer(storage: 'memory' | 'PostgreSQL'): Promise<Target> {
  const port = await freePort();
  const endpoint = `http://localhost:${port}`;
  const database = storage === 'PostgreSQL' ? await createDatabase() : undefined;
  const env = database && { DATABASE_URL: database.url };
  const program = run(process.execPath, [...viaTsx, 'bench/peers/run.ts', String(port)], env);
  await answering(program, `${endpoint}/readyz`, startPatience);
  return {
    name: `bare oidc-provider, ${storage === 'memory' ? 'in memory' : storage}`,
    peer: true,
    endpoint,
    nodes: [endpoint],
    pids: pidsOf([program]),
    stop: () => together([program], async () => database?.drop()),
  };
}

export interface ColdStart {
  firstMilliseconds: number;
  /** The median of three on what the first one left. */
  againMilliseconds: number;
  /** Some seconds after a start, before any request. */
  idleBytes: number;
}

/** From nothing to the first answer about who issues tokens here. */
async function timeStart(place: Place): Promise<{ program: Program; milliseconds: number }> {
  const begun = performance.now();
  const program = place.launch();
  const discovery = `${place.node}/oidc/.well-known/openid-configuration`;
  for (;;) {
    const ok = await request(discovery).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ok) return { program, milliseconds: performance.now() - begun };
    if (program.child.exitCode !== null) throw new Error(program.output());
    await new Promise((done) => setTimeout(done, 10));
  }
}

export async function measureStarts(engine: 'embedded' | 'PostgreSQL', quick: boolean): Promise<ColdStart> {
  const database = engine === 'PostgreSQL' ? await createDatabase() : undefined;
  const place = await preparePlace({ databaseUrl: database?.url });
  try {
    const first = await timeStart(place);
    await first.program.stop();
    const again: number[] = [];
    let idleBytes = 0;
    for (let i = 0; i < (quick ? 1 : 3); i += 1) {
      const { program, milliseconds } = await timeStart(place);
      again.push(milliseconds);
      await new Promise((done) => setTimeout(done, quick ? 1000 : 3000));
      idleBytes = (await countersOf({ nodes: [place.node] })).residentBytes;
      await program.stop();
    }
    again.sort((a, b) => a - b);
    return { firstMilliseconds: first.milliseconds, againMilliseconds: again[again.length >> 1]!, idleBytes };
  } finally {
    await place.remove();
    await database?.drop();
  }
}
