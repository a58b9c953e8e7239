// WCAG 2.2, 1.4.3 contrast: any branding colour gives a legible page.
import { describe, expect, it } from 'vitest';
import { brandingCss } from './branding.ts';
import { contrast, parseHex, type Rgb, readableOn, textOn } from './color.ts';

const hex = (text: string) => parseHex(text) as Rgb;

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
    ['#123456', '#123456', 1],
  ])('of %s on %s is %s, either way round', (a, b, expected) => {
    expect(contrast(hex(a), hex(b))).toBeCloseTo(expected, 2);
    expect(contrast(hex(b), hex(a))).toBeCloseTo(expected, 2);
  });
});

describe('derived colours', () => {
  const steps = [0, 32, 64, 96, 128, 160, 192, 224, 255];
  const cube = steps.flatMap((r) => steps.flatMap((g) => steps.map((b): Rgb => [r, g, b])));
  const grounds = [hex('#ffffff'), hex('#f2f4f7'), hex('#16191f'), hex('#1d2128')];

  it('text on any fill reaches 4.5', () => {
    for (const fill of cube) expect(contrast(textOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
  });

  it('any colour made readable reaches 4.5 on every ground of the pages', () => {
    for (const ground of grounds)
      for (const colour of cube)
        expect(contrast(readableOn(ground, colour), ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('a readable colour stays as it is', () => {
    expect(readableOn(hex('#ffffff'), hex('#2f4fc4'))).toEqual(hex('#2f4fc4'));
  });
});

describe('branding', () => {
  it.each(['red', '#12', '#12345g', 'url(x)', '#fff;}body{display:none', '</style><script>', '#ffffff\n'])(
    'takes no style from %j',
    (primaryColor) => {
      expect(brandingCss({ primaryColor })).toBe('');
    },
  );

  it('uses the light colour in the dark when there is no other', () => {
    expect(brandingCss({ primaryColor: '#ffd400' }).match(/--fill:#ffd400/g)).toHaveLength(2);
    expect(brandingCss({ primaryColor: '#ffd400', primaryColorDark: '#111111' })).toContain('--fill:#111111');
  });
});
