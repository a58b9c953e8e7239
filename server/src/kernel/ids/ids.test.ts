// Ids and generated secrets: shape and unpredictability.
import { describe, expect, it } from 'vitest';
import { newApplicationId, newId, newOrderedId, newReferenceCode, newSecret } from './index.ts';

describe('ids', () => {
  it('have the documented shapes', () => {
    expect(newId('usr')).toMatch(/^usr_[a-z0-9]{20}$/);
    expect(newApplicationId()).toMatch(/^[a-z0-9]{21}$/);
    expect(newSecret()).toMatch(/^[A-Za-z0-9]{43,}$/);
    expect(newReferenceCode()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
  });

  it('never repeat', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId('usr'))).size).toBe(10_000);
  });

  it('use every character about equally often: a biased generator gives an attacker a head start', () => {
    const counts = new Map<string, number>();
    for (const character of Array.from({ length: 20_000 }, newApplicationId).join('')) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (20_000 * 21) / 36;
    expect(counts.size).toBe(36);
    // 6 standard deviations (6 %): folding 256 onto 36 would make four characters 12 % more frequent.
    for (const count of counts.values())
      expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
  });

  it('sort in the order in which they were made, where that was asked for', () => {
    const ids = Array.from({ length: 100_000 }, () => newOrderedId('evt'));
    expect(ids[0]).toMatch(/^evt_[a-z0-9]{20}$/);
    expect(ids.findIndex((id, i) => i > 0 && id <= (ids[i - 1] as string))).toBe(-1);
  });

  it('leave out what people misread in a reference code', () => {
    const codes = Array.from({ length: 2_000 }, newReferenceCode).join('');
    expect(codes).not.toMatch(/[0O1ILB8S5UV]/);
  });
});
