/** The kinds of identity provider as forms are made from them: a preset without its rules. */
import { z } from 'zod';
import { presets } from './presets/catalogue.ts';
import type { Preset } from './presets/preset.ts';

export interface Provider extends Pick<Preset, 'id' | 'protocol' | 'name' | 'description'> {
  /** JSON Schema of the form: titles, help, placeholders. */
  configSchema: Record<string, unknown>;
  secretFields: string[];
  setup: { title: string; text: string }[];
}

export const providers: readonly Provider[] = presets.map(
  ({ id, protocol, name, description, config, secretFields, setup }) => ({
    id,
    protocol,
    name,
    description,
    secretFields: [...secretFields],
    setup: [...setup],
    configSchema: z.toJSONSchema(config, { io: 'input' }) as Record<string, unknown>,
  }),
);
