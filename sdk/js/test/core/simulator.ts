/** Gatehouse's IdP simulator as a provider that can be made to misbehave, and a browser that signs in there. */
import {
  type IdpSimulator,
  type Misbehaviour,
  type MisbehaviourOptions,
  signInAtIdp,
  startIdpSimulator,
} from '../../../../server/src/testing/idp/index.ts';
import conformance from '../../../conformance.json' with { type: 'json' };
import {
  GatehouseClient,
  type GatehouseClientOptions,
  type GatehouseConfig,
  MemoryStorage,
} from '../../src/index.ts';

const { appId, appSecret, redirectUri, username } = conformance.client;

/** A running simulator with the organization of sdk/conformance.json. */
export class Simulator {
  readonly idp: IdpSimulator;

  private constructor(idp: IdpSimulator) {
    this.idp = idp;
  }

  static async start(): Promise<Simulator> {
    const organizations = conformance.simulator.file.organizations as Parameters<
      typeof startIdpSimulator
    >[0]['organizations'];
    return new Simulator(await startIdpSimulator({ organizations }));
  }

  client(
    config: Partial<GatehouseConfig> = {},
    options: Partial<GatehouseClientOptions> = {},
  ): GatehouseClient {
    const issuer = this.idp.issuerOf('op');
    const storage = new MemoryStorage();
    return new GatehouseClient({ issuer, appId, appSecret, ...config }, { storage, ...options });
  }

  misbehave(what: string[], options?: MisbehaviourOptions): void {
    this.idp.misbehave('op', what as Misbehaviour[], options);
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

  /** How often an endpoint was asked. */
  count(endpoint: string): number {
    return this.idp.requests('op').filter((request) => request.endpoint === endpoint).length;
  }
}
