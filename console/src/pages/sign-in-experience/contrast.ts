/** Contrast by WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (controls), of a colour on the hosted pages. */
type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (digits === undefined) return undefined;
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function luminance(color: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = color;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function ratio(a: Rgb, b: Rgb): number {
  const [one, other] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(one, other) / Math.min(one, other);
}

/** Of the pages' surfaces: where buttons and links stand. */
const grounds: Record<'light' | 'dark', Rgb> = { light: [255, 255, 255], dark: [22, 25, 31] };
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

export interface Contrast {
  /** What Gatehouse writes on buttons of this colour. */
  text: 'white' | 'black';
  onButton: number;
  /** The button, or a link, against the page. */
  onPage: number;
  /** Links need 4.5 to be read. */
  linksReadable: boolean;
  /** Buttons need 3 to be seen. */
  buttonsSeen: boolean;
}

/** Undefined for what is no colour (yet). */
export function contrastOf(hex: string, scheme: 'light' | 'dark'): Contrast | undefined {
  const color = parse(hex);
  if (!color) return undefined;
  const [onWhite, onBlack] = [ratio(color, white), ratio(color, black)];
  const onPage = ratio(color, grounds[scheme]);
  return {
    text: onWhite >= onBlack ? 'white' : 'black',
    onButton: Math.max(onWhite, onBlack),
    onPage,
    linksReadable: onPage >= 4.5,
    buttonsSeen: onPage >= 3,
  };
}
