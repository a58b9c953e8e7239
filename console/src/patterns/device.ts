/** Reads browser and system out of a User-Agent header, as far as people tell their devices apart by them. */

/** The first that fits wins: others carry the names of the later ones for compatibility. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\b(OPR|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const firstMatch = (list: readonly [RegExp, string][], text: string) =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** "Chrome · Linux"; undefined where nothing is known of it. */
export function deviceName(userAgent: unknown): string | undefined {
  if (typeof userAgent !== 'string') return undefined;
  return (
    [firstMatch(browsers, userAgent), firstMatch(systems, userAgent)].filter(Boolean).join(' · ') || undefined
  );
}
