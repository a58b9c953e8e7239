/** Picks what an operation takes and answers out of the generated schema. */
import type { operations } from './schema.ts';

type Operations = operations;
type Json<T> = T extends { content: { 'application/json': infer Value } } ? Value : never;

/** The JSON that an operation answers when it succeeds. */
export type Answer<Id extends keyof Operations> = Operations[Id]['responses'] extends infer Responses
  ? Json<Responses[keyof Responses & (200 | 201 | 202)]>
  : never;

/** The JSON that an operation takes. */
export type Body<Id extends keyof Operations> = Json<NonNullable<Operations[Id]['requestBody']>>;

/** The query that an operation takes. */
export type Query<Id extends keyof Operations> = NonNullable<Operations[Id]['parameters']['query']>;
