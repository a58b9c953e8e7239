/** What the build makes: see build/. */
declare module 'virtual:schema/*' {
  /** JSON Schema of the body of an operation of the management API, without references. */
  export const schema: import('@cfworker/json-schema').Schema;
}

declare module 'virtual:guide-index/*' {
  /** Front matter of every guide of a folder below src, for the grid of cards. */
  export const guides: import('./patterns/guide.ts').GuideSummary[];
}

declare module '*.md' {
  export const guide: import('./patterns/guide.ts').Guide;
}
