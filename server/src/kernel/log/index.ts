/** Structured logs (pino, JSON lines) that carry the request id and never a secret. */
import type { Logger } from 'pino';

export type Log = Logger;
