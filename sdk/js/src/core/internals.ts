/** What other parts of this package (device flow) may use of a client, and nobody else. */
import type { Provider } from './provider.ts';
import type { Storage } from './storage.ts';

interface Internals {
  provider: Provider;
  storage: Storage;
}

const internals = new WeakMap<object, Internals>();

/** Called by the client's constructor. */
export function keepInternals(client: object, value: Internals): void {
  internals.set(client, value);
}

/** The provider and storage behind a client. */
export function internalsOf(client: object): Internals {
  return internals.get(client) as Internals;
}
