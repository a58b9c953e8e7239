/** Requests to the provider: bounded in time and size, never following a redirect. */
import { GatehouseError } from './errors.ts';

const timeoutMilliseconds = 10_000;
const maxBytes = 1_000_000;

/** What `oauth4webapi` calls instead of fetch. */
export type ProviderFetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Wraps fetch. A refused or cut connection and an answer that takes more than 10 s are `provider_unreachable`;
 * an answer over 1 MB, or one that redirects (which would carry secrets elsewhere), is `provider_response_invalid`.
 * @param fetch the fetch to use
 */
export function boundedFetch(fetch: typeof globalThis.fetch): ProviderFetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const signal = init.signal ? anySignal(init.signal, timeout) : timeout;
    try {
      const response = await fetch(url, { ...init, signal });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        throw broken(url, 'redirects');
      }
      return new Response(await readBounded(response, url), response);
    } catch (cause) {
      if (cause instanceof GatehouseError || init.signal?.aborted) throw cause;
      throw new GatehouseError('provider_unreachable', `no answer from ${hostOf(url)}`, { cause });
    }
  };
}

/** The whole body, or null where a status allows none. */
async function readBounded(response: Response, url: string): Promise<BodyInit | null> {
  const reader = response.body?.getReader();
  if (!reader || response.status === 204) return null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks);
    chunks.push(value as Uint8Array<ArrayBuffer>);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw broken(url, 'sends more than 1 MB');
    }
  }
}

function broken(url: string, does: string): GatehouseError {
  return new GatehouseError('provider_response_invalid', `${hostOf(url)} ${does}`, {
    details: { reason: does },
  });
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** `AbortSignal.any` for runtimes that lack it. */
function anySignal(a: AbortSignal, b: AbortSignal): AbortSignal {
  if ('any' in AbortSignal) return AbortSignal.any([a, b]);
  const controller = new AbortController();
  for (const signal of [a, b]) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}
