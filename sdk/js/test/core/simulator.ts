/** Gatehouse's IdP simulator as a provider that can be made to misbehave, and a browser that signs in there. */
import { fileURLToPath } from 'node:url';
import conformance from '../../../conformance.json' with { type: 'json' };
import {
  GatehouseClient,
  type GatehouseClientOptions,
  type GatehouseConfig,
  MemoryStorage,
} from '../../src/index.ts';

const { appId, appSecret, redirectUri, username } = conformance.client;

interface Idp {
  url: string;
  issuerOf(id: string): string;
  misbehave(id: string, what: string[], options?: Record<string, unknown>): void;
  close(): Promise<void>;
}

interface SimulatorModule {
  startIdpSimulator(options: { organizations: unknown[] }): Promise<Idp>;
  signInAtIdp(idp: Idp, url: string, options: { username: string }): Promise<{ callbackUrl: URL }>;
  misbehaviours: Record<string, unknown>;
}

// Not by a literal: the server's pages are checked with the server's compiler options, not with these.
const path = fileURLToPath(new URL('../../../../server/src/testing/idp/index.ts', import.meta.url));
const { startIdpSimulator, signInAtIdp, misbehaviours }: SimulatorModule = await import(path);

/** The names of all misbehaviours. */
export const allMisbehaviours = Object.keys(misbehaviours);

/** A running simulator with the organization of sdk/conformance.json. */
export class Simulator {
  readonly idp: Idp;

  private constructor(idp: Idp) {
    this.idp = idp;
  }

  static async start(): Promise<Simulator> {
    return new Simulator(await startIdpSimulator(conformance.simulator.file));
  }

  client(
    config: Partial<GatehouseConfig> = {},
    options: Partial<GatehouseClientOptions> = {},
  ): GatehouseClient {
    const issuer = this.idp.issuerOf('op');
    const storage = new MemoryStorage();
    return new GatehouseClient({ issuer, appId, appSecret, ...config }, { storage, ...options });
  }

  misbehave(what: string[], options?: Record<string, unknown>): void {
    this.idp.misbehave('op', what, options);
  }

  /** Starts a sign-in and lets the browser finish it; the address that the browser comes back to. */
  async visit(client: GatehouseClient): Promise<string> {
    const address = await client.signIn({ redirectUri });
    const { callbackUrl } = await signInAtIdp(this.idp, address, { username });
    return callbackUrl.href;
  }

  async signIn(client: GatehouseClient): Promise<void> {
    await client.handleSignInCallback(await this.visit(client));
  }
}
