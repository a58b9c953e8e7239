/** Why an outbound call failed. The other side's address is named, never the path or query: they may be secret. */
import { AppError, defineErrors } from '../errors/index.ts';

const catalogue = defineErrors({
  'outbound.refused': {
    status: 422,
    message: 'Gatehouse does not call {host}: it is not an address on the public internet.',
    fix: 'If it belongs to you, add it to GATEHOUSE_OUTBOUND_ALLOW.',
  },
  'outbound.timeout': {
    status: 422,
    message: '{host} did not answer completely within the time limit.',
    fix: 'Try again; if it stays, ask who runs it.',
  },
  'outbound.too_large': {
    status: 422,
    message: 'The answer of {host} is larger than Gatehouse reads.',
    fix: 'Check that the address is the right one.',
  },
  'outbound.redirect': {
    status: 422,
    message: '{host} answered with a redirect, which Gatehouse does not follow.',
    fix: 'Enter the final address.',
  },
  'outbound.unreachable': {
    status: 422,
    message: '{host} cannot be reached.',
    fix: 'Check the name, and that this server may connect to it.',
  },
});

export type OutboundErrorCode = keyof typeof catalogue;

export class OutboundError extends AppError {
  declare readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, host: string, cause?: unknown) {
    const { status, message } = catalogue[code]({ host });
    super(code, status, message, { cause });
  }
}

/** The OutboundError somewhere inside what fetch and the socket have wrapped around it. */
export function findOutboundError(error: unknown): OutboundError | undefined {
  if (error instanceof OutboundError) return error;
  if (!(error instanceof Error)) return undefined;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const cause of [error.cause, ...inner]) {
    const found = findOutboundError(cause);
    if (found) return found;
  }
  return undefined;
}
