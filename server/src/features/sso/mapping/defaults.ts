/** Which attributes a provider preset maps by itself. */
import type { Preset } from '../presets/preset.ts';
import { type AttributeMapping, oidcDefaults } from './attributes.ts';

/** The rules of either protocol, as far as they matter here. */
interface Mapped {
  publicPictures?: boolean;
  attributes?: AttributeMapping;
  groupsAttribute?: string;
}

export function presetAttributes(preset: Pick<Preset, 'rules'>): AttributeMapping {
  const { attributes, publicPictures = false }: Mapped = preset.rules;
  return attributes ?? oidcDefaults({ publicPictures });
}

/** What the provider calls the groups, when it isn't `groups`. */
export function presetGroups(
  preset: Pick<Preset, 'rules'>,
  config: Readonly<Record<string, unknown>>,
): string | undefined {
  if (typeof config.groupsAttribute === 'string') return config.groupsAttribute;
  const { groupsAttribute }: Mapped = preset.rules;
  return groupsAttribute;
}
