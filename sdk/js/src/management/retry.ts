/** When a request is tried again, and how long to wait before. */

const firstDelay = 250;
const longestDelay = 20_000;

/** RFC 9110, section 9.2.2: doing it twice is doing it once. A key makes a POST so as well. */
export function isRepeatable(method: string, idempotencyKey: string | undefined): boolean {
  return ['GET', 'PUT', 'DELETE'].includes(method) || idempotencyKey !== undefined;
}

/**
 * `Retry-After` in milliseconds (RFC 9110, section 10.2.3: seconds or a date); undefined when absent or nonsense.
 * @param now milliseconds since 1970
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/**
 * Milliseconds to wait before attempt `attempt` + 1; undefined when the server asks for more patience than a
 * caller has. Without a word from the server the wait doubles, with full jitter, so that clients that were refused
 * together don't return together; what the server asked for is never cut short.
 * @param attempt attempts made so far, from 1
 */
export function delayBefore(attempt: number, asked: number | undefined): number | undefined {
  if (asked !== undefined && asked > longestDelay) return undefined;
  const backoff = Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return (asked ?? 0) + Math.random() * backoff;
}

/** Waits; throws the signal's reason as soon as it is aborted. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const stopped = (): void => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stopped);
      done();
    }, milliseconds);
    if (signal?.aborted) stopped();
    else signal?.addEventListener('abort', stopped, { once: true });
  });
}
