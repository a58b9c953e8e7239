/** Node's headers as web headers. */

/** @param record as `IncomingMessage.headers` has them */
export function toHeaders(record: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(record)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}
