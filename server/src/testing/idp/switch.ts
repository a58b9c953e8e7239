/** What a misbehaviour is made of: the hooks that the endpoints call, and what a hook may see. */
import type { KeyRing } from './keys.ts';
import type { Client, SimulatorKind } from './organization.ts';
import type { LogoutFacts } from './saml/logout.ts';
import type { SamlScene, SamlSpoiler } from './saml/switch.ts';

export const endpoints = [
  'discovery',
  'jwks',
  'authorize',
  'login',
  'token',
  'userinfo',
  'logout',
  'revoke',
  'graph',
  'saml-metadata',
  'saml-sso',
  'saml-login',
  'saml-apps',
  'saml-start',
  'saml-logout',
  'saml-sign-out',
] as const;
export type Endpoint = (typeof endpoints)[number];

export type Json = Record<string, unknown>;

export interface MisbehaviourOptions {
  /** Act this many times, then behave again. */
  times?: number;
  /** For switches that act on whole endpoints: act on these instead of the usual ones. */
  at?: Endpoint[];
  /** `slow`: how long. */
  delayMs?: number;
  /** `redirecting-*`: where to. `discovery-internal-endpoints`: the address to point at. */
  location?: string;
  /** `foreign-email`: the address to claim. `other-tenant`: the tenant id to claim. */
  value?: string;
}

/** What a hook may see of the request that it spoils. */
export interface Scene {
  kind: SimulatorKind;
  /** The simulator's origin. */
  url: string;
  issuer: string;
  /** Seconds since 1970. */
  now: number;
  keys: KeyRing;
  options: MisbehaviourOptions;
  client?: Client;
  /** Aborted when the caller goes away or the simulator closes. */
  signal: AbortSignal;
  /** A valid code of somebody else's authorization request. */
  foreignCode?: () => string;
  saml?: SamlScene;
}

/** Endpoint answers that aren't HTTP: the connection is cut. */
export const hangUp = Symbol('hang up');

export interface Hooks {
  /** Instead of the endpoint's own answer; `undefined` lets the endpoint go on. */
  answer: (
    scene: Scene,
  ) => Response | typeof hangUp | undefined | Promise<Response | typeof hangUp | undefined>;
  discovery: (document: Json, scene: Scene) => void;
  jwks: (document: { keys: Json[] }, scene: Scene) => void | Promise<void>;
  /** Refuse the authorization request at once, without a sign-in page. */
  refuse: (scene: Scene) => Record<string, string>;
  callback: (parameters: URLSearchParams, scene: Scene) => void;
  claims: (claims: Json, scene: Scene) => void;
  sign: (claims: Json, scene: Scene) => Promise<string> | string;
  tokenResponse: (body: Json, scene: Scene) => void;
  userinfo: (claims: Json, scene: Scene) => void;
  saml: SamlSpoiler;
  samlMetadata: (xml: string, scene: Scene) => string;
  samlLogout: (facts: LogoutFacts, scene: Scene) => void;
}

export interface Switch extends Partial<Hooks> {
  /** Where it acts, for people. */
  where: string;
  /** What it does, for people. */
  does: string;
  /** For `answer`: the endpoints it acts on. */
  at?: readonly Endpoint[];
}
