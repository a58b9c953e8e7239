/**
 * Legible colours from any branding colour: WCAG 2.2's contrast ratio (success criterion 1.4.3), and the three
 * colours that a page derives from a primary one, so that no operator can choose an unreadable page.
 */
export type Rgb = readonly [number, number, number];

export function parseHex(text: string | undefined): Rgb | undefined {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text ?? '')?.[1];
  if (!hex) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

export function toHex(color: Rgb): string {
  return `#${color.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** Black or white, whichever reads better: one of the two always reaches 4.5. */
export function textOn(fill: Rgb): Rgb {
  return contrast(fill, white) >= contrast(fill, black) ? white : black;
}

/** The colour itself if it reads on the ground, else mixed with black or white just until it does. */
export function readableOn(ground: Rgb, color: Rgb, ratio = 4.5): Rgb {
  const target = textOn(ground);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, target, share);
    if (contrast(mixed, ground) >= ratio) return mixed;
  }
  return target;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}
