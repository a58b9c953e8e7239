/** What every method of the management client takes besides its input, and what wraps its answers. */

/** For every request. */
export interface RequestOptions {
  /** Ends the request, its retries and the waiting between them; the method then throws the signal's reason. */
  signal?: AbortSignal;
  /** How long one exchange with the server may take, in milliseconds; 30,000 when absent. Retries count anew. */
  timeout?: number;
}

/** For requests that create something. */
export interface CreateOptions extends RequestOptions {
  /**
   * Names the creation: a second request with the same key and body within 24 hours creates nothing and answers
   * what the first did, except secrets, which are shown once (draft-ietf-httpapi-idempotency-key-header).
   * Without one each call makes up its own, so that its retries are safe. Give one that you keep when a
   * repetition by another process has to be safe as well. 1 to 255 printable ASCII characters.
   */
  idempotencyKey?: string;
}

/** For requests that change or delete something that has versions. */
export interface ChangeOptions extends RequestOptions {
  /**
   * The `etag` of what the change is based on (RFC 9110, section 13.1.1). If somebody else has changed it since,
   * nothing happens and the method throws `conflict`. Without one the last writer wins.
   */
  ifMatch?: string;
}

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** How many items there are on all pages; some lists count no further than a limit that their method tells. */
  total: number;
  /** The number of the page after this one; absent on the last. */
  nextPage?: number;
}

/** Something that has versions, with the version's name: pass it as `ifMatch` when you change it. */
export type WithEtag<T> = T & { readonly etag: string };
