// The filters of the audit log: what an address may say, and which time it means.
import { describe, expect, it } from 'vitest';
import { eventFilter, eventQuery } from './filter.ts';

describe('eventFilter', () => {
  it('takes what it knows out of an address and leaves the rest', () => {
    const given = {
      type: 'user.',
      actor: 123,
      range: '7d',
      from: '2026-11-01',
      page: 2,
      x: 'y',
      connector: '',
    };
    // A range and days at once would contradict each other.
    expect(eventFilter(given)).toEqual({ type: 'user.', actor: '123', range: '7d' });
    expect(eventFilter({ from: '2026-11-01', to: '2026-13-45', range: 'ever' })).toEqual({
      from: '2026-11-01',
    });
  });
});

describe('eventQuery', () => {
  it('counts a range back from the moment of asking', () => {
    const now = () => Date.parse('2026-11-22T12:00:00Z');
    expect(eventQuery({ range: '24h', user: 'usr_1' }, now)).toEqual({
      user: 'usr_1',
      from: '2026-11-21T12:00:00.000Z',
    });
  });

  it('means whole days where the person is, the last one included', () => {
    const { from = '', to = '' } = eventQuery({ from: '2026-11-22', to: '2026-11-22' });
    expect(new Date(from)).toEqual(new Date(2026, 10, 22));
    expect(new Date(to)).toEqual(new Date(2026, 10, 23));
  });
});
