/** Every failure as the same JSON: `{ code, message, data?, requestId }`. What we didn't foresee is a 500. */
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AppError, errors } from '../errors/index.ts';
import type { AppEnv } from './app-env.ts';

/** Hono itself throws these for requests it can't read. */
function known(error: Error): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500) return errors['request.invalid']();
  return undefined;
}

export function errorResponse(c: Context<AppEnv>, error: Error): Response {
  const failure = known(error) ?? errors['server.internal']();
  if (failure.status >= 500) c.get('log')?.error({ err: error }, 'A request failed');
  for (const [name, value] of Object.entries(failure.headers ?? {})) c.header(name, value);
  if (failure.status === 401 && !failure.headers?.['www-authenticate'])
    c.header('www-authenticate', 'Bearer');
  return c.json(failure.toJSON(c.get('requestId')), failure.status as 400);
}

export const handleError: ErrorHandler<AppEnv> = (error, c) => errorResponse(c, error);
