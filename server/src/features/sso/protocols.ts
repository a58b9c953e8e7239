/** Which protocol a connector speaks: its preset says. */

import { presetOf } from './presets/catalogue.ts';
import type { Preset } from './presets/preset.ts';
import type { ConnectorProtocol } from './protocol.ts';

export type Protocols = Readonly<Record<Preset['protocol'], ConnectorProtocol>>;

export type ProtocolOf = (connector: { provider: string }) => ConnectorProtocol;

export const createProtocolOf =
  (protocols: Protocols): ProtocolOf =>
  ({ provider }) =>
    protocols[presetOf(provider).protocol];
