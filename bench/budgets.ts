/** DESIGN section 9 against what this run measured. */
import type { ConsolePage } from './console-weight.ts';
import type { Sample } from './measure.ts';
import { median } from './measure.ts';
import type { Operation } from './operations.ts';
import type { PageWeight } from './page-weight.ts';
import type { ColdStart, Target } from './programs.ts';
import type { SessionDeath } from './session-death.ts';
import { atLeast, atMost, type Figure, type Row } from './table.ts';

export type Samples = Map<Operation, Map<Target, Sample[]>>;
export type Counts = Partial<Record<Operation, number>> & { sessionDeath?: SessionDeath };

export interface Findings {
  samples: Samples;
  counts: { embedded?: Counts; postgres?: Counts };
  hashMilliseconds?: number;
  starts: { embedded?: ColdStart; postgres?: ColdStart };
  page?: PageWeight;
  /** Undefined where there is no Chromium. */
  console?: ConsolePage[];
  probe?: { p50: number; p99: number };
}

/** The kind of target is told by its name's beginning; see programs.ts. */
const names = {
  embedded: 'Gatehouse, embedded',
  postgres: 'Gatehouse, PostgreSQL',
  memoryPeer: 'bare oidc-provider, in memory',
  postgresPeer: 'bare oidc-provider, PostgreSQL',
} as const;

function samplesOf({ samples }: Findings, operation: Operation, name: string): Sample[] {
  const of = samples.get(operation) ?? new Map<Target, Sample[]>();
  return [...of].find(([target]) => target.name === name)?.[1] ?? [];
}

const medianOf = (samples: Sample[], field: keyof Sample): number | undefined =>
  samples.length > 0 ? median(samples.map((sample) => sample[field])) : undefined;

/** Round by round, so that both had the same machine; then the median. */
function ratio(ours: Sample[], theirs: Sample[], field: keyof Sample): number | undefined {
  const ratios = ours.flatMap((sample, i) => (theirs[i] ? [sample[field] / theirs[i][field]] : []));
  return ratios.length > 0 ? median(ratios) : undefined;
}

function statementRows({ counts }: Findings): Row[] {
  const limits: [string, Operation, number][] = [
    ['statements of a password sign-in, from /oidc/auth to tokens', 'password sign-in', 20],
    ['statements of userinfo', 'userinfo', 2],
    ['statements of a refresh', 'refresh', 4],
    ['statements of client_credentials', 'client_credentials', 0],
  ];
  const engines = [
    ['embedded', counts.embedded],
    ['PostgreSQL', counts.postgres],
  ] as const;
  return engines.flatMap(([engine, of]) =>
    limits.map(([what, operation, limit]) => atMost(`${what} (${engine})`, limit, of?.[operation], '', true)),
  );
}

/** What a directory's word that somebody has left costs, and that it is the last one. */
function sessionDeathRows({ counts }: Findings): Row[] {
  const engines = [
    ['embedded', counts.embedded],
    ['PostgreSQL', counts.postgres],
  ] as const;
  return engines.flatMap(([engine, of]) => {
    const death = of?.sessionDeath;
    const times = death && [death.milliseconds, death.milliseconds / death.refreshMilliseconds];
    return [
      atMost(`statements of a directory’s deactivation (${engine})`, 20, death?.statements, '', true),
      atMost(
        `of refresh, userinfo and silent sign-in, what works at the next call (${engine})`,
        0,
        death?.survivors,
        '',
        true,
      ),
      info(
        `from a directory’s call to the death of sessions (${engine})`,
        times ? `${times[0]!.toFixed(1)} ms, ${times[1]!.toFixed(1)} × a refresh` : '–',
      ),
    ];
  });
}

function throughputRows(findings: Findings): Row[] {
  const peer = samplesOf(findings, 'client_credentials', names.memoryPeer);
  const engines = [
    ['embedded', names.embedded],
    ['PostgreSQL', names.postgres],
  ] as const;
  return engines.flatMap(([engine, name]) => {
    const ours = samplesOf(findings, 'client_credentials', name);
    const milliseconds = medianOf(ours, 'processorMilliseconds');
    const microseconds = milliseconds === undefined ? undefined : Math.round(milliseconds * 1000);
    const throughput = `client_credentials (${engine}): throughput against bare oidc-provider in memory`;
    return [
      atLeast(throughput, 0.8, ratio(ours, peer, 'perSecond'), ' ×'),
      atMost(`client_credentials (${engine}): processor`, 300, microseconds, ' µs'),
    ];
  });
}

function signInRows(findings: Findings): Row[] {
  const engines = [
    ['embedded, the database in the same process', names.embedded],
    ['PostgreSQL', names.postgres],
  ] as const;
  const { hashMilliseconds = 0 } = findings;
  const rows = engines.map(([engine, name]) => {
    const rest = medianOf(samplesOf(findings, 'password sign-in', name), 'withoutHashMilliseconds');
    return atMost(`password sign-in without the hash (${engine}): processor`, 3, rest, ' ms');
  });
  const peers = [names.memoryPeer, names.postgresPeer].map((name): Row => {
    const value = medianOf(samplesOf(findings, 'password sign-in', name), 'processorMilliseconds');
    return {
      what: `the same at ${name}, which asks for no password`,
      budget: '',
      measured: value === undefined ? '–' : `${value.toFixed(2)} ms`,
      verdict: 'info',
    };
  });
  const hash: Row = {
    what: 'one password hash: processor',
    budget: '',
    measured: `${hashMilliseconds.toFixed(1)} ms`,
    verdict: 'info',
  };
  return [...rows, ...peers, hash];
}

const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : milliseconds / 1000;
const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : Math.round(bytes / 1e6));

function startRows({ starts: { embedded, postgres } }: Findings): Row[] {
  return [
    atMost('start to first answer, embedded, first time', 8, seconds(embedded?.firstMilliseconds), ' s'),
    atMost('start to first answer, embedded, existing folder', 3, seconds(embedded?.againMilliseconds), ' s'),
    atMost('start to first answer, PostgreSQL, first time', 2, seconds(postgres?.firstMilliseconds), ' s'),
    atMost(
      'start to first answer, PostgreSQL, existing database',
      2,
      seconds(postgres?.againMilliseconds),
      ' s',
    ),
    atMost('idle memory, embedded', 300, megabytes(embedded?.idleBytes), ' MB'),
    atMost('idle memory, PostgreSQL', 130, megabytes(postgres?.idleBytes), ' MB'),
  ];
}

const info = (what: string, measured: string): Row => ({ what, budget: '', measured, verdict: 'info' });

/** DESIGN section 3 has a budget for the first page; Logto's figures are of its 1.42, on another day and machine. */
function consoleRows({ console: pages = [] }: Findings): Row[] {
  return pages.flatMap(({ name, bytes, script, requests, milliseconds }, place): Row[] => {
    const what = `console, ${name}`;
    return [
      place === 0
        ? atMost(`${what}: compressed script (bytes)`, 250_000, script, '', true)
        : info(`${what}: compressed script (bytes)`, String(script)),
      info(
        `${what}: everything, first visit${place === 0 ? ' (Logto: 2.7 MB)' : ''}`,
        `${Math.round(bytes / 1000)} kB`,
      ),
      info(`${what}: requests${place === 0 ? ' (Logto: 47)' : ''}`, String(requests)),
      info(`${what}: until it can be used`, `${Math.round(milliseconds)} ms`),
    ];
  });
}

export function budgetRows(findings: Findings): Row[] {
  const { page, probe } = findings;
  return [
    ...statementRows(findings),
    ...sessionDeathRows(findings),
    ...throughputRows(findings),
    ...signInRows(findings),
    atMost('/oidc/jwks while 8 people sign in in a loop: p99', 50, probe?.p99, ' ms'),
    ...startRows(findings),
    atMost('sign-in page: bytes', 50_000, page?.bytes, '', true),
    atMost('sign-in page: requests', 4, page?.requests, '', true),
    ...consoleRows(findings),
  ];
}

export function figuresOf({ samples }: Findings): Figure[] {
  return [...samples].flatMap(([operation, of]) =>
    [...of].map(([target, list]) => {
      const middle = (field: keyof Sample) => medianOf(list, field) ?? Number.NaN;
      return {
        operation,
        target: target.name,
        perSecond: middle('perSecond'),
        processorMilliseconds: middle('processorMilliseconds'),
        statements: middle('statements'),
        p50: middle('p50'),
        p99: middle('p99'),
      };
    }),
  );
}
