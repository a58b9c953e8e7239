/**
 * What a tenant's own style sheet may hold. It may change every look, but load nothing from elsewhere: an address that
 * depends on what is on the page would tell it to a stranger. Whatever could name an address in another way than
 * `url()` is refused with it.
 */
import { type CssToken, cssTokens } from './css-tokens.ts';

export const maxCssBytes = 20 * 1024;

const atRules = new Set([
  'container',
  'counter-style',
  'font-face',
  'keyframes',
  '-webkit-keyframes',
  'layer',
  'media',
  'property',
  'scope',
  'starting-style',
  'supports',
]);

/** They take addresses as texts, even out of a variable, or run what is not CSS. */
const refusedFunctions = new Set([
  'element',
  '-moz-element',
  'expression',
  'image',
  '-moz-image-rect',
  'image-set',
  '-webkit-image-set',
  'paint',
  'src',
]);

const ownImage = /^(\/t\/[a-z0-9-]{1,40})?\/images\/img_[a-z0-9]{20}$/;
const embeddedImage = /^data:image\/(png|jpeg|gif|webp|avif|x-icon|svg\+xml)[;,]/i;
const partOfPage = /^#[\w-]+$/;

const isAllowed = (address: string) =>
  ownImage.test(address) || embeddedImage.test(address) || partOfPage.test(address);

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function refusal({ kind, value }: CssToken): string | undefined {
  if (kind === 'broken') return value;
  if (kind === 'at' && !atRules.has(value.toLowerCase())) return `@${shown(value)} is not allowed`;
  if (kind === 'function' && refusedFunctions.has(value.toLowerCase()))
    return `${shown(value)}() is not allowed: use url()`;
  if (kind === 'address' && !isAllowed(value))
    return `url(${shown(value)}) is not allowed: only uploaded images, by their path /images/img_…, and data:image/…`;
  return undefined;
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** Of the first bracket without its partner. A browser closes it somewhere, but seldom where it was meant. */
function bracketProblem(tokens: readonly CssToken[]): string | undefined {
  const open: { close: string; line: number }[] = [];
  for (const { kind, value, line } of tokens) {
    if (kind === 'open' || kind === 'function') open.push({ close: closing[value] ?? ')', line });
    if (kind === 'close' && open.pop()?.close !== value) return `line ${line}: ${value} closes nothing`;
  }
  const last = open.pop();
  return last && `line ${last.line}: ${last.close} is missing`;
}

/** What is wrong with a style sheet, with its lines. */
export function cssProblems(css: string): string[] {
  if (Buffer.byteLength(css) > maxCssBytes) return [`must be at most ${maxCssBytes} bytes`];
  if (/<\/style|<!--/i.test(css)) return ['must not contain </style or <!--'];
  const tokens = [...cssTokens(css)];
  const refused = tokens.flatMap((token) => {
    const problem = refusal(token);
    return problem ? [`line ${token.line}: ${problem}`] : [];
  });
  if (refused.length > 0) return refused.slice(0, 10);
  const unbalanced = bracketProblem(tokens);
  return unbalanced ? [unbalanced] : [];
}
