/** A QR code as the outline of one SVG shape: it needs no script, no image and no style of its own (CSP). */
import { encode } from 'uqr';

export interface QrCode {
  /** Modules on a side, the quiet zone of four (ISO/IEC 18004 section 6.3.8) on both sides included. */
  size: number;
  /** `d` of a path. */
  path: string;
}

const quietZone = 4;

/** The dark modules of a row, neighbours together. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    const start = x;
    while (row[x]) x++;
    if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
  }
  return path;
}

export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'L', border: quietZone });
  return { size, path: data.map(runsOf).join('') };
}
