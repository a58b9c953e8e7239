// /metrics: what an operator's Prometheus reads.
import { expect, it } from 'vitest';
import { createMetrics } from './index.ts';

it('tells requests, sign-ins, jobs and the state of the database', async () => {
  const metrics = createMetrics();
  metrics.httpRequest({ route: 'oidc/token', method: 'POST', status: 200, seconds: 0.003 });
  metrics.signIn({ method: 'password', outcome: 'failed' });
  metrics.job('mail.send', 'retry');
  metrics.watch({
    database: { pool: { totalCount: 5, idleCount: 3, waitingCount: 1 }, statements: { total: 42 } },
    jobs: { counts: async () => ({ waiting: 7, dead: 2 }) },
  });
  const { contentType, body } = await metrics.text();
  expect(contentType).toMatch(/^text\/plain/);
  for (const line of [
    'gatehouse_http_request_duration_seconds_count{route="oidc/token",method="POST",status="200"} 1',
    'gatehouse_http_request_duration_seconds_bucket{le="0.005",route="oidc/token",method="POST",status="200"} 1',
    'gatehouse_sign_ins_total{method="password",outcome="failed"} 1',
    'gatehouse_job_runs_total{job="mail.send",outcome="retry"} 1',
    'gatehouse_database_connections{state="waiting"} 1',
    'gatehouse_database_statements_total 42',
    'gatehouse_jobs{state="dead"} 2',
    'process_cpu_seconds_total',
  ]) {
    expect(body).toContain(line);
  }
});

it('reads the sources anew each time', async () => {
  const metrics = createMetrics();
  const statements = { total: 1 };
  metrics.watch({ database: { pool: { totalCount: 0, idleCount: 0, waitingCount: 0 }, statements } });
  await metrics.text();
  statements.total = 5;
  expect((await metrics.text()).body).toContain('gatehouse_database_statements_total 5');
});

it('does not let a made-up method grow the number of series', async () => {
  const metrics = createMetrics();
  for (const method of ['PROPFIND', 'X1', 'X2'])
    metrics.httpRequest({ route: 'other', method, status: 404, seconds: 1 });
  expect((await metrics.text()).body).toContain('_count{route="other",method="other",status="404"} 3');
});

it('two apps in one process have their own figures', async () => {
  const [one, two] = [createMetrics(), createMetrics()];
  one.signIn({ method: 'sso', outcome: 'succeeded' });
  expect((await two.text()).body).not.toContain('method="sso"');
});
