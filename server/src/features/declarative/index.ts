/**
 * Declarative configuration: tenants as a file. Reads and checks gatehouse.yaml, plans what it would change,
 * applies it in one transaction, and writes tenants back as a file. Owns no tables: it works through the
 * services of the other features.
 */
export type { Environment } from './environment.ts';
export type { ExportOptions } from './export.ts';
export { declarationJsonSchema } from './json-schema.ts';
export { destroys, future, isEmpty, past, planText, summary } from './print.ts';
export { DeclarationError, type Problem } from './problems.ts';
export { type Declaration, type ReadOptions, readDeclaration } from './read.ts';
export {
  type ActionView,
  type Applied,
  type ApplyOptions,
  type ChangeView,
  createDeclarative,
  type Declarative,
  type GeneratedSecret,
  type Plan,
  type PlanOptions,
  PlanOutdated,
} from './service.ts';
export type { DeclarativeDeps } from './services.ts';
