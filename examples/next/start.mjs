// Builds the application and starts it on this example's port. `npx next dev --port 3002` is for changing it.
import { spawn } from 'node:child_process';

const next = new URL('node_modules/next/dist/bin/next', import.meta.url).pathname;
const env = { PORT: '3002', ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

function run(command) {
  const child = spawn(process.execPath, [next, command], { cwd: import.meta.dirname, env, stdio: 'inherit' });
  const stop = () => child.kill();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

process.exitCode = (await run('build')) || (await run('start'));
