/** Errors in plain words: what happened, what to do, no stack trace. */
import { DeclarationError, PlanOutdated } from '../features/declarative/index.ts';
import { ConfigError } from '../kernel/config/index.ts';
import { DatabaseLockedError } from '../kernel/db/index.ts';
import { AppError } from '../kernel/errors/index.ts';
import { environment } from './environment.ts';

/** Exit codes: it didn't work; it was asked for in a wrong way. */
export const exitCodes = { failed: 1, usage: 2 } as const;

/** Something that the person can put right; its message says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function lockedMessage({ folder, pid }: DatabaseLockedError): string {
  return `Gatehouse is running on the data folder ${folder}${pid ? ` (process ${pid})` : ''}.
The embedded database belongs to one process at a time. Either
  - stop it and run this command again,
  - start it with the file: gatehouse start --config FILE,
  - or make the change through the management API of the running one (see /api/docs).
With PostgreSQL (DATABASE_URL) this command works beside running nodes.`;
}

const systemMessages: Record<string, (error: NodeJS.ErrnoException) => string> = {
  ENOENT: ({ path }) => `There is no file ${path}.`,
  EISDIR: ({ path }) => `${path ?? 'That'} is a folder, not a file.`,
  EACCES: ({ path }) => `${path ?? 'The file'} may not be read or written by this user.`,
  EROFS: ({ path }) => `${path ?? 'The file'} is on a read-only file system.`,
  ENOSPC: () => 'The disk is full.',
  EADDRINUSE: (error) =>
    `The port ${(error as { port?: number }).port ?? ''} is in use by another program. Choose another one with --port.`,
};

function known(error: Error): string | undefined {
  if (error instanceof DatabaseLockedError) return lockedMessage(error);
  if (error instanceof DeclarationError) return `${error.message}\nNothing was changed.`;
  if (error instanceof PlanOutdated || error instanceof ConfigError || error instanceof CommandError)
    return error.message;
  if (error instanceof AppError) return withIssues(error);
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined
    ? systemMessages[code]?.(error as NodeJS.ErrnoException)
    : undefined;
}

function withIssues({ message, data }: AppError): string {
  const { issues = [] } = (data ?? {}) as { issues?: { path: string; message: string }[] };
  return [message, ...issues.map((issue) => `  ${issue.path}: ${issue.message}`)].join('\n');
}

const wantsDetails = () =>
  /^(debug|trace)$/.test(environment.GATEHOUSE_LOG_LEVEL ?? environment.LOG_LEVEL ?? '');

export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = known(error);
  if (message !== undefined) return message;
  if (wantsDetails()) return error.stack ?? error.message;
  return `Something unexpected went wrong: ${error.message}\nLOG_LEVEL=debug shows where.`;
}

export const exitCodeOf = (error: unknown): number =>
  error instanceof CommandError ? error.exitCode : exitCodes.failed;
