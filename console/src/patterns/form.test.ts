// Values inside of sections, by their path.
import { describe, expect, it } from 'vitest';
import { pathValue, withPath } from './form.ts';

describe('paths of fields', () => {
  it('read and write inside of sections, and leave the original as it was', () => {
    const before = { branding: { color: 'red', logo: 'x' }, name: 'A' };
    const after = withPath(before, 'branding.color', 'blue');
    expect(after).toEqual({ branding: { color: 'blue', logo: 'x' }, name: 'A' });
    expect(before.branding.color).toBe('red');
    expect(pathValue(after, 'branding.color')).toBe('blue');
    expect(pathValue(after, 'nothing.here')).toBeUndefined();
  });

  it('make a section that is not there yet', () => {
    expect(withPath({} as { a?: object }, 'a.b', 1)).toEqual({ a: { b: 1 } });
  });
});
