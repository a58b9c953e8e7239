/**
 * A style sheet as people with the other colour scheme see it. A preview shows light and dark side by side, and what a
 * browser prefers can't be told to a frame, so the question in the sheet is answered in the sheet.
 */
export const colorSchemes = ['light', 'dark'] as const;
export type ColorScheme = (typeof colorSchemes)[number];

const always = '(min-width:0)';
const never = '(max-width:0)';

export function inScheme(css: string, scheme: ColorScheme): string {
  return css
    .replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_, asked: string) =>
      asked.toLowerCase() === scheme ? always : never,
    )
    .replace(/(?<![\w-])color-scheme\s*:\s*light\s+dark/gi, `color-scheme:${scheme}`);
}
