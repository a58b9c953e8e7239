// Logs: readable by machines, tied to the request, and no place where a secret ends up.
import { describe, expect, it } from 'vitest';
import { requestContext } from '../http/request-context.ts';
import { createLog } from './index.ts';

function capture() {
  const lines: string[] = [];
  const log = createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) });
  return {
    log,
    text: () => lines.join(''),
    last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>,
  };
}

describe('createLog', () => {
  it('writes one JSON line with level, time and message', () => {
    const { log, last } = capture();
    log.info({ userId: 'usr_1' }, 'hello');
    expect(last()).toMatchObject({ level: 'info', userId: 'usr_1', msg: 'hello' });
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('keeps to its level', () => {
    const { log, text } = capture();
    log.debug('no');
    expect(text()).toBe('');
  });

  it('names the request in whose name it writes', () => {
    const { log, last } = capture();
    requestContext.run({ requestId: 'req_7', address: '::1' }, () => log.info('inside'));
    expect(last().requestId).toBe('req_7');
    log.info('outside');
    expect(last()).not.toHaveProperty('requestId');
  });

  it('never writes a secret, at any depth and in child loggers', () => {
    const { log, text } = capture();
    for (const name of [
      'password',
      'clientSecret',
      'client_secret',
      'code',
      'refresh_token',
      'authorization',
      'set-cookie',
      'smtp',
    ]) {
      log.info(
        { [name]: 'hunter2', body: { [name]: 'hunter2', inner: [{ deep: { [name]: 'hunter2' } }] } },
        'x',
      );
      log.child({ [name]: 'hunter2' }).info('x');
    }
    expect(text()).toContain('[redacted]');
    expect(text()).not.toContain('hunter2');
  });

  it('writes of an error its code, message, stack and causes, but not what libraries hang onto it', () => {
    const { log, last, text } = capture();
    const cause = Object.assign(new Error('inner'), { code: '23505', response: { body: 'hunter2' } });
    log.error({ err: new Error('outer', { cause }) }, 'failed');
    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: { message: 'inner', code: '23505' },
    });
    expect(text()).not.toContain('hunter2');
  });
});
