// Error catalogues: what clients and people read when something is refused.
import { describe, expect, it } from 'vitest';
import {
  AppError,
  allErrors,
  defineErrors,
  errors,
  forbidden,
  invalidRequest,
  rateLimited,
} from './index.ts';

const test = defineErrors({
  'test.not_found': { status: 404, message: 'There is no thing {id}.', fix: 'Look at {list}.' },
  'test.plain': { status: 400, message: 'That is wrong.' },
});

describe('defineErrors', () => {
  it('fills the placeholders of message and fix', () => {
    const error = test['test.not_found']({ id: 'x', list: '/things' });
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'test.not_found', status: 404 });
    expect(error.message).toBe('There is no thing x. Look at /things.');
  });

  it('does not let a parameter bring placeholders of its own', () => {
    expect(test['test.not_found']({ id: '{list}', list: 'secret' }).message).toBe(
      'There is no thing {list}. Look at secret.',
    );
  });

  it('makes the placeholders required parameters for the compiler', () => {
    // @ts-expect-error id and list are missing
    test['test.not_found']({});
    // @ts-expect-error there is no such placeholder
    test['test.plain']({ id: 'x' });
    expect(test['test.plain']().message).toBe('That is wrong.');
  });

  it('refuses a code that is declared twice', () => {
    expect(() => defineErrors({ 'test.plain': { status: 400, message: '' } })).toThrow(/declared twice/);
  });

  it('registers the catalogue for the documentation', () => {
    expect(allErrors()).toContainEqual({ code: 'test.plain', status: 400, message: 'That is wrong.' });
  });
});

describe('AppError', () => {
  it('answers with code, message, data and request id, and nothing else', () => {
    const error = test['test.plain']({}, { data: { a: 1 }, cause: new Error('inner secret') });
    expect(error.toJSON('req_1')).toEqual({
      code: 'test.plain',
      message: 'That is wrong.',
      data: { a: 1 },
      requestId: 'req_1',
    });
    expect(test['test.plain']().toJSON()).toEqual({ code: 'test.plain', message: 'That is wrong.' });
  });
});

describe('the generic errors', () => {
  it('list the issues of an invalid request', () => {
    const issues = [{ path: 'name', message: 'is missing' }];
    expect(invalidRequest(issues)).toMatchObject({ status: 400, data: { issues } });
  });

  it('name the permission that is missing', () => {
    expect(forbidden('users:read')).toMatchObject({ status: 403, data: { required: 'users:read' } });
    expect(forbidden('users:read').message).toContain('users:read');
  });

  it('say when to come back, in whole seconds', () => {
    expect(rateLimited(1.2)).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
  });

  it('say what to do, each of them', () => {
    for (const { code, fix } of allErrors().filter(({ code }) => code in errors)) {
      expect(fix, code).toMatch(/\.$/);
    }
  });
});
