/** The kinds of identity provider as forms are made from them: a preset without its rules. */
import { z } from 'zod';
import type { AttributeMapping } from './mapping/attributes.ts';
import { presetAttributes } from './mapping/defaults.ts';
import { presets } from './presets/catalogue.ts';
import type { Preset } from './presets/preset.ts';

export interface Provider extends Pick<Preset, 'id' | 'protocol' | 'name' | 'description'> {
  /** JSON Schema of the form: titles, help, placeholders. */
  configSchema: Record<string, unknown>;
  secretFields: string[];
  setup: { title: string; text: string }[];
  /** What the preset maps by itself. */
  attributeMapping: AttributeMapping;
}

/** Without what we write ourselves. */
function formSchema(config: z.ZodType): Record<string, unknown> {
  const { properties = {}, ...schema } = z.toJSONSchema(config, { io: 'input' });
  const shown = Object.entries(properties).filter(
    ([, field]) => typeof field === 'object' && field.hidden !== true,
  );
  return { ...schema, properties: Object.fromEntries(shown) };
}

export const providers: readonly Provider[] = presets.map(
  ({ id, protocol, name, description, config, secretFields, setup, rules }) => ({
    id,
    protocol,
    name,
    description,
    secretFields: [...secretFields],
    setup: [...setup],
    attributeMapping: presetAttributes({ rules }),
    configSchema: formSchema(config),
  }),
);
