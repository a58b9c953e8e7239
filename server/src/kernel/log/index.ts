/** Structured logs (pino, JSON lines) that carry the request id and never a secret. */
import { type DestinationStream, type Logger, pino } from 'pino';
import { currentRequest } from '../http/request-context.ts';

export type Log = Logger;
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** The names under which this code, OAuth and SAML carry secrets. */
const secretNames = new Set(
  `password newPassword currentPassword passwordHash password_hash secret secrets clientSecret client_secret
  client_assertion code code_verifier codeVerifier token access_token accessToken refresh_token refreshToken id_token
  idToken assertion SAMLResponse authorization Authorization cookie Cookie set-cookie privateKey sealed
  keyEncryptionKeys databaseUrl metricsToken smtp`.split(/\s+/),
);

/** At any depth, unlike pino's own redaction. Errors go through the serializer, and their code is no secret. */
function redact(value: unknown, depth = 6): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Error)
    return value;
  if (depth === 0) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth - 1));
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    secretNames.has(name) ? '[redacted]' : redact(field, depth - 1),
  ]);
  return Object.fromEntries(fields);
}

const redactFields = (fields: object) => redact(fields) as Record<string, unknown>;

/** Only these fields: the errors of HTTP and database libraries carry whole requests and answers about. */
function serializeError(error: unknown, depth = 3): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: name,
    ...(code !== undefined && { code: String(code) }),
    message,
    stack,
    ...(cause !== undefined && depth > 0 && { cause: serializeError(cause, depth - 1) }),
  };
}

const requestFields = () => {
  const requestId = currentRequest()?.requestId;
  return requestId === undefined ? {} : { requestId };
};

export function createLog({ logLevel }: { logLevel: LogLevel }, destination?: DestinationStream): Log {
  const options = {
    level: logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redactFields },
    serializers: { err: (error: unknown) => serializeError(error) },
    // The fields of child loggers don't pass the formatter.
    redact: { paths: [...secretNames].map((name) => `["${name}"]`), censor: '[redacted]' },
    mixin: requestFields,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** For tests and commands whose output is not a log. */
export const silentLog = (): Log => pino({ level: 'silent' });
