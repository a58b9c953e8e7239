/** Runs the peer as a program: `peers/run.ts PORT`, in memory, or on PostgreSQL when DATABASE_URL is set. */
import { createServer } from 'node:http';
import { openPostgresStorage } from './postgres-adapter.ts';
import { createPeer } from './provider.ts';

const port = Number(process.argv[2]);
const url = process.env.DATABASE_URL;
const storage = url ? await openPostgresStorage(url) : undefined;
const handle = createPeer(`http://localhost:${port}/oidc`, storage?.adapter);

/** The same names as in Gatehouse's /metrics. */
function metrics(): string {
  const { user, system } = process.cpuUsage();
  return [
    `process_cpu_seconds_total ${(user + system) / 1e6}`,
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    `gatehouse_database_statements_total ${storage?.statements() ?? 0}`,
    '',
  ].join('\n');
}

createServer((request, response) => {
  if (request.url === '/metrics') return void response.end(metrics());
  if (request.url === '/readyz') return void response.end('ok');
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
}).listen(port, 'localhost');
