/** The event log's entry of a request: what it was, what it changed, and why not. Values of attributes stay out. */
import { currentRequest } from '../../kernel/http/request-context.ts';
import { newOrderedId } from '../../kernel/ids/index.ts';
import type { Log } from '../../kernel/log/index.ts';
import { fold } from '../../protocol/identifiers.ts';
import type { Scope } from './scope.ts';
import { insertEvent, type Outcome } from './store-events.ts';

export interface Recorded {
  method: string;
  segments: readonly string[];
  status: number;
  problem: string | null;
  tokenId: string | null;
  milliseconds: number;
}

/** A directory asks the same again every 40 minutes: what it read is soon of no interest. */
const keepDays: Record<Outcome, number> = { read: 3, unchanged: 14, changed: 90, refused: 90 };

function outcomeOf({ method, status }: Recorded, changed: readonly string[]): Outcome {
  const isReading = method === 'GET' || method === 'HEAD' || method === 'POST-search';
  if (isReading && status === 404) return 'read';
  if (status >= 400) return 'refused';
  if (isReading) return 'read';
  return changed.length > 0 ? 'changed' : 'unchanged';
}

/** A client may write what it likes into a path. */
const shortened = (text: string, length: number) =>
  text
    .replace(/\p{Cc}/gu, '')
    .toWellFormed()
    .slice(0, length);

export async function record({ db, connectorId, notes }: Scope, log: Log, recorded: Recorded): Promise<void> {
  const request = currentRequest();
  const { changed, ignored, remarks, subject, resourceId } = notes;
  const isSearch = recorded.segments.at(-1) === '.search';
  const outcome = outcomeOf({ ...recorded, method: isSearch ? 'POST-search' : recorded.method }, changed);
  try {
    await insertEvent(db, {
      connectorId,
      id: newOrderedId('sce'),
      method: recorded.method,
      path: shortened(`/${recorded.segments.join('/')}`, 200),
      resource: notes.resource ?? null,
      resourceId: resourceId === undefined ? null : shortened(resourceId, 100),
      subject: subject === undefined ? null : fold(shortened(subject, 256)),
      status: recorded.status,
      outcome,
      problem: recorded.problem === null ? null : shortened(recorded.problem, 500),
      details: JSON.parse(shortened(JSON.stringify({ changed, ignored, remarks }), 100_000)) as object,
      tokenId: recorded.tokenId,
      address: request?.address ?? null,
      userAgent: request?.userAgent ?? null,
      requestId: request?.requestId ?? null,
      milliseconds: Math.round(recorded.milliseconds),
      keepDays: keepDays[outcome],
    });
  } catch (error) {
    // The change stands; its entry in the log is not worth an error to the directory.
    log.error({ err: error }, 'A request of a directory could not be recorded');
  }
}
