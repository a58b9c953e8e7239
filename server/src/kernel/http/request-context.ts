/**
 * What is known about the HTTP request being handled, carried through asynchronous calls, so that events and
 * log lines name the request and the actor without every function passing them along.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does something: recorded with every event. */
export interface Actor {
  /** A set-up link acts for whoever holds it: the IT admin of a customer. */
  type: 'user' | 'application' | 'setup-link' | 'system' | 'anonymous';
  id?: string;
}

export interface RequestInfo {
  readonly requestId: string;
  readonly address: string;
  readonly userAgent?: string;
  /** Set once authentication has told who is asking. */
  actor?: Actor;
}

const storage = new AsyncLocalStorage<RequestInfo>();

export const requestContext = {
  run<T>(info: RequestInfo, fn: () => T): T {
    return storage.run(info, fn);
  },
  /** For what a request brings about at somebody else's, who must not learn whose it was. */
  leave<T>(fn: () => T): T {
    return storage.exit(fn);
  },
};

/** The request in whose name this code runs; undefined in jobs and at start. */
export function currentRequest(): RequestInfo | undefined {
  return storage.getStore();
}
