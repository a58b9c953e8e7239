// What is sent to others of an attempt: everything that explains it, and nothing that the API does not tell.
import type { SsoAttempt, SsoTraceStep } from '@gatehouse/sdk/management';
import { describe, expect, it } from 'vitest';
import { attemptText } from './attempt-text.ts';
import { askedOf, attemptsSearch, isAddress, referenceIn, sinceOf } from './attempts-search.ts';
import { durationText } from './duration-text.ts';
import { partsOf } from './timeline-parts.ts';

const step = (
  rule: string,
  verdict: SsoTraceStep['verdict'],
  more: Partial<SsoTraceStep> = {},
): SsoTraceStep => ({
  rule,
  verdict,
  ...more,
});

describe('the timeline', () => {
  it('folds runs of passed steps up, and shows the time that the person was away', () => {
    const parts = partsOf([
      step('connector.open', 'pass', { atMs: 0, durationMs: 5 }),
      step('discovery', 'pass', { atMs: 5, durationMs: 95 }),
      step('callback.request', 'pass', { atMs: 4_100, durationMs: 1 }),
      step('callback.form', 'pass'),
      step('callback.issuer', 'pass'),
      step('token.exchange', 'fail', { cause: 'client.secret_wrong' }),
    ]);
    expect(parts.map(({ kind }) => kind)).toEqual(['step', 'step', 'away', 'passed', 'step']);
    expect(parts[2]).toMatchObject({ ms: 4_000 });
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
  });

  it('says how long in the unit that fits', () => {
    expect([0, 45, 1_240, 90_000].map((ms) => durationText(ms, 'en'))).toEqual([
      '0 ms',
      '45 ms',
      '1.2 sec',
      '1.5 min',
    ]);
  });
});

describe('a copy as text', () => {
  const attempt: SsoAttempt = {
    reference: 'H7KP-2MQX-9T',
    connectorId: 'acme',
    applicationId: 'bookstore',
    userId: null,
    email: 'an…@acme.example',
    outcome: 'failed',
    cause: {
      code: 'client.secret_wrong',
      side: 'gatehouse-config',
      title: 'The secret is not accepted.',
      fix: 'Copy its value.',
      setting: 'connection.clientSecret',
    },
    steps: [
      step('token.exchange', 'fail', {
        cause: 'client.secret_wrong',
        explanation: 'The secret is not accepted.',
      }),
    ],
    claims: { names: ['sub'], sub: 'a-subject' },
    startedAt: '2026-11-22T21:00:00.000Z',
    finishedAt: null,
    durationMs: null,
  };
  const same = (text: string) => text;
  const words = {
    ...{
      title: 'Sign-in attempt H7KP-2MQX-9T',
      outcome: 'Failed',
      connector: 'Connector',
      application: 'Application',
    },
    ...{ person: 'Person', cause: 'Cause', whose: 'Whose side', fix: 'How to fix it' },
    ...{ side: same, causeWords: (cause: { title: string; fix: string }) => cause, rule: same, note: same },
    duration: (ms: number) => `${ms.toString()} ms`,
  };

  it('says why, whose side it is on and how to fix it, and keeps the claims to itself', () => {
    const text = attemptText(attempt, words);
    expect(text).toContain('Cause: The secret is not accepted. (client.secret_wrong)');
    expect(text).toContain('[FAIL] token.exchange');
    expect(text).not.toContain('a-subject');
  });
});

describe('looking for attempts', () => {
  it('takes a code however it was typed, and an address as a whole', () => {
    expect(referenceIn(' h7kp2mqx9t ')).toBe('H7KP-2MQX-9T');
    expect(askedOf({ search: 'h7kp-2mqx-9t' })).toMatchObject({ reference: 'H7KP-2MQX-9T' });
    expect(askedOf({ search: 'anna@acme.example' })).toMatchObject({ email: 'anna@acme.example' });
    expect(isAddress('anna@acme')).toBe(false);
    expect(askedOf({ search: 'anna@acme' })).not.toHaveProperty('email');
  });

  it('keeps in the address only what it knows', () => {
    const search = {
      search: 'x',
      cause: 'idp.policy',
      side: 'idp',
      outcome: 'lost',
      time: 'day',
      page: 3,
      other: 1,
    };
    expect(attemptsSearch(search)).toEqual({
      search: 'x',
      cause: 'idp.policy',
      side: 'idp',
      time: 'day',
      page: 3,
    });
    expect(attemptsSearch({ cause: "x' or 1" })).toEqual({});
  });

  it('counts time back to the whole minute', () => {
    expect(sinceOf('hour', Date.parse('2026-11-22T12:00:31Z'))).toBe('2026-11-22T11:00:00.000Z');
    expect(sinceOf(undefined, 0)).toBeUndefined();
  });
});
