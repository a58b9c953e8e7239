/**
 * Which images are taken from outside, told by their own bytes and never by what somebody says they are. SVG is not
 * among them: opened by itself it is a document that runs scripts.
 */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/x-icon'] as const;
export type ImageType = (typeof imageTypes)[number];

/** The names of the ICO format; IANA's own is the second. */
const iconNames = ['image/x-icon', 'image/vnd.microsoft.icon'];
export const declaredTypes = [...imageTypes, 'image/vnd.microsoft.icon'] as const;

export const typeOfDeclared = (declared: (typeof declaredTypes)[number]): ImageType =>
  iconNames.includes(declared) ? 'image/x-icon' : (declared as ImageType);

export const fileEndings: Record<ImageType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
};

const latin1 = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);

/** The signature, and the chunk that must be first (PNG specification sections 5.2 and 5.6). */
const isPng = (bytes: Buffer) =>
  latin1(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && latin1(bytes, 8, 16) === '\0\0\0\rIHDR';

/** The start of the image, and of a marker after it (ITU T.81 section B.1.1.3). */
const isJpeg = (bytes: Buffer) => bytes.length > 4 && latin1(bytes, 0, 3) === '\xff\xd8\xff';

/** RFC 9649 section 2.4. */
const isWebp = (bytes: Buffer) =>
  latin1(bytes, 0, 4) === 'RIFF' && /^WEBPVP8[ LX]$/.test(latin1(bytes, 8, 16));

/** Its signature is weak, so each entry must lie inside of the file. */
function isIcon(bytes: Buffer): boolean {
  if (bytes.length < 22 || bytes.readUInt32BE(0) !== 0x00000100) return false;
  const count = bytes.readUInt16LE(4);
  if (count === 0 || 6 + count * 16 > bytes.length) return false;
  const entries = Array.from({ length: count }, (_, index) => 6 + index * 16);
  return entries.every((at) => {
    const [size, offset] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    return size > 0 && offset >= 6 + count * 16 && offset + size <= bytes.length;
  });
}

export function typeOfImage(bytes: Buffer): ImageType | undefined {
  if (isPng(bytes)) return 'image/png';
  if (isJpeg(bytes)) return 'image/jpeg';
  if (isWebp(bytes)) return 'image/webp';
  return isIcon(bytes) ? 'image/x-icon' : undefined;
}
