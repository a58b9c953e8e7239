/** Patches of things that have defaults: what a patch leaves out stays as it is. */
import { z } from 'zod';

export type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };

function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return bare(schema.unwrap() as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return schema;
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => [
    name,
    bare(field).optional(),
  ]);
  return z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>);
}

/**
 * The schema with every field optional, at every depth, and none filled in. Rules that join several fields are
 * checked when the patch has been applied.
 */
export const patchSchemaOf = <T>(schema: z.ZodType<T>) => bare(schema) as z.ZodType<DeepPartial<T>>;

/** Objects field by field; everything else, lists too, is replaced as a whole. */
export function patched<T extends object>(value: T, patch: DeepPartial<T> | undefined): T {
  const result = { ...value };
  for (const [name, given] of Object.entries(patch ?? {}) as [keyof T, T[keyof T]][]) {
    if (given === undefined) continue;
    const isGroup = typeof given === 'object' && given !== null && !Array.isArray(given);
    result[name] = isGroup ? (patched(value[name] as object, given) as T[keyof T]) : given;
  }
  return result;
}
