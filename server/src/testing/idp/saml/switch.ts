/** Where a misbehaviour may act on SAML, and what it may see there. */
import type { Directory } from '../directory.ts';
import type { Scene } from '../switch.ts';
import type { Certified } from './certificates.ts';
import type { Packing, ResponseFacts } from './message.ts';
import type { SamlProvider } from './provider.ts';
import type { ServiceProvider } from './service-provider.ts';

export interface SamlScene {
  directory: Directory;
  provider: SamlProvider;
  /** What signs here. */
  key: Certified;
  /** Absent at metadata, which is the same for all. */
  sp?: ServiceProvider;
  /** What was sent before this. */
  last?: SamlProvider['last'];
}

export interface Message {
  facts: ResponseFacts;
  packing: Packing;
}

/** A switch acts at one or several stages; it counts as one use. */
export interface SamlSpoiler {
  /** Before anything is written. */
  message?: (message: Message, saml: SamlScene, scene: Scene) => void | Promise<void>;
  /** What was signed; bytes where it shall not be UTF-8. */
  xml?: (xml: string, saml: SamlScene, scene: Scene) => string | Buffer | Promise<string | Buffer>;
  /** The fields that the browser carries. */
  form?: (form: [string, string][], saml: SamlScene, scene: Scene) => void | Promise<void>;
}
