/**
 * Figures for Prometheus, in a registry of this app's own. Labels take few values: never a user, a tenant or a
 * path with an id in it.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface HttpObservation {
  /** A class of routes (`oidc/token`, `sign-in`, `api/users/:id`), not a path. */
  route: string;
  method: string;
  status: number;
  seconds: number;
}

export interface SignInObservation {
  /** `password`, `email-code`, `sso`, … */
  method: string;
  outcome: 'succeeded' | 'failed' | 'refused';
}

/** What is asked for its state whenever somebody reads the metrics. */
export interface MetricsSources {
  database?: {
    pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
    statements: { readonly total: number };
  };
  jobs?: { counts(): Promise<{ waiting: number; dead: number }> };
}

export interface Metrics {
  httpRequest(observation: HttpObservation): void;
  signIn(observation: SignInObservation): void;
  job(name: string, outcome: string): void;
  watch(sources: MetricsSources): void;
  /** The body of /metrics. */
  text(): Promise<{ contentType: string; body: string }>;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function watchDatabase(
  registry: Registry,
  { pool, statements }: NonNullable<MetricsSources['database']>,
): void {
  new Gauge({
    name: 'gatehouse_database_connections',
    help: 'Connections of the pool: open ones, idle ones among them, and callers waiting for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  new Counter({
    name: 'gatehouse_database_statements_total',
    help: 'Statements sent to the database.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(statements.total);
    },
  });
}

function watchJobs(registry: Registry, jobs: NonNullable<MetricsSources['jobs']>): void {
  new Gauge({
    name: 'gatehouse_jobs',
    help: 'Jobs in the database: waiting ones, and dead ones that failed for good in the last 7 days.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, dead } = await jobs.counts();
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'dead' }, dead);
    },
  });
}

function createInstruments(registry: Registry) {
  const registers = [registry];
  return {
    http: new Histogram({
      name: 'gatehouse_http_request_duration_seconds',
      help: 'Time from the request to the end of the answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    signIns: new Counter({
      name: 'gatehouse_sign_ins_total',
      help: 'Sign-ins by method and outcome.',
      labelNames: ['method', 'outcome'],
      registers,
    }),
    jobs: new Counter({
      name: 'gatehouse_job_runs_total',
      help: 'Runs of background jobs by outcome: done, retry, dead.',
      labelNames: ['job', 'outcome'],
      registers,
    }),
  };
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { http, signIns, jobs } = createInstruments(registry);
  return {
    httpRequest: ({ route, method, status, seconds }) =>
      http.observe({ route, method: methods.has(method) ? method : 'other', status }, seconds),
    signIn: ({ method, outcome }) => signIns.inc({ method, outcome }),
    job: (job, outcome) => jobs.inc({ job, outcome }),
    watch(sources) {
      if (sources.database) watchDatabase(registry, sources.database);
      if (sources.jobs) watchJobs(registry, sources.jobs);
    },
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
