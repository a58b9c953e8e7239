// Fields are looked at with the very schema that the management API publishes, and problems are said in words.

import type { Schema } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { requestSchema } from '../../build/schemas.ts';
import { schemaProblems } from './validation.ts';

const schemaOf = (operation: string) => requestSchema(operation) as Schema;

describe('problems with a request', () => {
  it('name what is missing by its field, in both languages', () => {
    const schema = schemaOf('postTenants');
    expect(schemaProblems(schema, { id: 'a' }, 'en')).toEqual({ name: 'This is needed.' });
    expect(schemaProblems(schema, { id: 'a' }, 'zh-CN')).toEqual({ name: '此项必填。' });
  });

  it('take a value that is undefined for absent', () => {
    expect(schemaProblems(schemaOf('postTenants'), { id: 'a', name: undefined }, 'en')).toHaveProperty(
      'name',
    );
  });

  it('find a wrong form, too much text, and a field inside of a section', () => {
    const schema = schemaOf('postTenants');
    expect(schemaProblems(schema, { id: 'Not An Id', name: 'x' }, 'en')).toEqual({
      id: 'This does not have the right form.',
    });
    expect(schemaProblems(schema, { id: 'a', name: 'x'.repeat(81) }, 'en')).toEqual({
      name: 'At most 80 characters.',
    });
    expect(
      schemaProblems(schemaOf('patchSignInExperience'), { branding: { primaryColor: 'red' } }, 'en'),
    ).toHaveProperty(['branding.primaryColor']);
  });

  it('find a wrong address where null is allowed as well', () => {
    const schema = schemaOf('postUsers');
    expect(schemaProblems(schema, { email: null }, 'en')).toEqual({});
    expect(schemaProblems(schema, { email: 'nobody' }, 'en')).toEqual({
      email: 'This is not an email address.',
    });
  });

  it('find nothing wrong with what the API takes, references followed', () => {
    const body = {
      name: 'Bookstore',
      type: 'traditional',
      redirectUris: ['http://localhost:5000/callback'],
      customData: { a: [1, { b: null }] },
    };
    expect(schemaProblems(schemaOf('postApplications'), body, 'en')).toEqual({});
  });

  it('refuse an operation that does not exist, so that a build with a stale name fails', () => {
    expect(() => requestSchema('postNothing')).toThrow('postNothing');
  });
});
