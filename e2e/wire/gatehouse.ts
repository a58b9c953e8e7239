/** Gatehouse as a program whose life these tests hold in their hands: the same folder or database, any number of starts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, freePort, type Program, run } from '../processes.ts';
import type { ApplicationOptions } from './application.ts';

export interface PlaceOptions {
  /** Without it: the embedded database. */
  databaseUrl?: string;
  /** What gatehouse.yaml declares; JSON is YAML. */
  declaration?: object;
  port?: number;
  /** Another place's folder. */
  dataDir?: string;
  /** The public address, when several nodes share one. */
  endpoint?: string;
  env?: Record<string, string>;
}

export interface Place {
  endpoint: string;
  /** The origin of this very process. */
  node: string;
  dataDir: string;
  /** Starts the program and does not wait for it. */
  launch(): Program;
  /** Starts it and waits until it is ready; how long that took in milliseconds. */
  start(): Promise<{ program: Program; milliseconds: number }>;
  remove(): Promise<void>;
}

/** Seconds. A start takes a few; on a machine that does ten things at once it takes what it takes. */
export const startPatience = 240;

/** Another build of the program can be put to the test. */
const program = process.env.E2E_PROGRAM ?? 'server/bin/gatehouse.mjs';

export async function preparePlace(options: PlaceOptions = {}): Promise<Place> {
  const port = options.port ?? (await freePort());
  const node = `http://localhost:${port}`;
  const endpoint = options.endpoint ?? node;
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  const dataDir = options.dataDir ?? join(folder, 'data');
  const args = [program, 'start', '--port', String(port), '--data-dir', dataDir, '--endpoint', endpoint];
  if (options.declaration) {
    const file = join(folder, 'gatehouse.yaml');
    await writeFile(file, JSON.stringify(options.declaration));
    args.push('--config', file);
  }
  const { databaseUrl } = options;
  const env = {
    // Every person of a load has an address of their own, as in life.
    GATEHOUSE_TRUSTED_PROXIES: '127.0.0.0/8,::1',
    ...options.env,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
  // The flag of `npm start`.
  const launch = () => run(process.execPath, ['--max-semi-space-size=8', ...args], env);
  return {
    endpoint,
    node,
    dataDir,
    launch,
    async start() {
      const begun = performance.now();
      const started = launch();
      await answering(started, `${node}/readyz`, startPatience);
      return { program: started, milliseconds: performance.now() - begun };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export const redirectUri = 'http://localhost:3000/callback';
export const applicationSecret = 'a-secret-that-only-the-tests-know';

/** An application, one for the management API, and registration without proof of the address. */
export const declaration = {
  tenants: {
    default: {
      applications: [
        {
          id: 'bookstore',
          name: 'Bookstore',
          type: 'traditional',
          secret: applicationSecret,
          redirectUris: [redirectUri],
        },
        {
          id: 'operator',
          name: 'Operator',
          type: 'machine-to-machine',
          secret: applicationSecret,
          managementPermissions: ['all'],
        },
      ],
      signInExperience: {
        signIn: { identifiers: ['email'], password: true },
        signUp: { enabled: true, identifiers: ['email'], verifyEmail: false },
      },
    },
  },
};

export const bookstore = (endpoint: string): ApplicationOptions => ({
  issuer: `${endpoint}/oidc`,
  id: 'bookstore',
  secret: applicationSecret,
  redirectUri,
});

export const operator = (endpoint: string): ApplicationOptions => ({
  ...bookstore(endpoint),
  id: 'operator',
});
