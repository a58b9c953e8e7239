/** Keeps secret values out of everything that is shown: plans, results and errors. */
import type { Json } from '../../kernel/db/index.ts';

export const hidden = '(secret)';

/** Names of fields and variables whose text is a secret. */
const secretName = /(^|[a-z_])(password|secret|token|api_?key|private_?key|credential)s?$/i;

export const isSecretName = (name: string): boolean => secretName.test(name);

/** Every text under a secret's name. */
export function secretsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretsIn(item, key));
}

/** Shorter texts occur by chance everywhere; a field that is secret by its name is hidden all the same. */
const shortest = 4;

export interface Redaction {
  text(text: string): string;
  value(value: Json | undefined, name?: string): Json | undefined;
}

export function createRedaction(secrets: Iterable<string>): Redaction {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortest)
    .sort((a, b) => b.length - a.length);
  const text = (shown: string) => known.reduce((rest, secret) => rest.replaceAll(secret, hidden), shown);
  const value = (shown: Json | undefined, name = ''): Json | undefined => {
    if (typeof shown === 'string') return isSecretName(name) ? hidden : text(shown);
    if (Array.isArray(shown)) return shown.map((item: Json) => value(item, name) ?? null);
    if (typeof shown !== 'object' || shown === null) return shown;
    return Object.fromEntries(Object.entries(shown).map(([key, item]) => [key, value(item, key)]));
  };
  return { text, value };
}
