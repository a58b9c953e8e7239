/**
 * Reads a filter (RFC 7644 section 3.4.2.2) into a tree. Linear in the text, bounded in length, depth and number of
 * comparisons; nothing of it ever becomes SQL text.
 */
import { badRequest, quoted } from './scim-error.ts';

export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof operators)[number];
export type Literal = string | number | boolean | null;

export type Filter =
  | { kind: 'and'; parts: Filter[] }
  | { kind: 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'present'; path: string }
  | { kind: 'compare'; path: string; operator: Operator; literal: Literal }
  /** `emails[type eq "work"]` */
  | { kind: 'elements'; path: string; where: Filter };

export const maxFilterLength = 4_096;
const maxDepth = 12;
const maxComparisons = 60;

type Token = { text: string; literal?: string };

const isWord = (character: string) => /[A-Za-z0-9_$:.+-]/.test(character);

/** From the opening quote to behind the closing one (RFC 8259 section 7). */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  if (at >= text.length) throw badRequest('invalidFilter', 'A text in the filter has no closing quote.');
  return at + 1;
}

function stringToken(text: string): Token {
  try {
    return { text, literal: String(JSON.parse(text)) };
  } catch {
    throw badRequest('invalidFilter', `${quoted(text)} is not a text in JSON's form.`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    let end = at + 1;
    if (character === '"') {
      end = endOfString(text, at);
      tokens.push(stringToken(text.slice(at, end)));
    } else if ('()[]'.includes(character)) {
      tokens.push({ text: character });
    } else if (isWord(character)) {
      while (end < text.length && isWord(text[end]!)) end++;
      tokens.push({ text: text.slice(at, end) });
    } else if (!/\s/.test(character)) {
      throw badRequest('invalidFilter', `The filter can not be read at position ${at}.`);
    }
    at = end;
  }
  return tokens;
}

function literalOf({ text, literal }: Token): Literal {
  if (literal !== undefined) return literal;
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (lower === 'null') return null;
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  throw badRequest('invalidFilter', `${quoted(text)} is no value: texts stand in double quotes.`);
}

const isPath = (token: Token | undefined): token is Token =>
  token !== undefined && token.literal === undefined && /^[A-Za-z]/.test(token.text);

class Reader {
  readonly #tokens: Token[];
  #at = 0;
  #comparisons = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  #isNext(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.literal === undefined && token?.text.toLowerCase() === text;
  }

  #take(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #expect(text: string): void {
    if (!this.#isNext(text)) throw badRequest('invalidFilter', `The filter lacks a ${quoted(text)}.`);
    this.#at++;
  }

  whole(): Filter {
    const filter = this.#joined('or', 0);
    if (this.#at < this.#tokens.length)
      throw badRequest('invalidFilter', 'The filter goes on where it ends.');
    return filter;
  }

  #joined(kind: 'and' | 'or', depth: number): Filter {
    const next = () => (kind === 'or' ? this.#joined('and', depth) : this.#one(depth));
    const parts = [next()];
    while (this.#isNext(kind)) {
      this.#at++;
      parts.push(next());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #one(depth: number): Filter {
    if (depth > maxDepth) throw badRequest('invalidFilter', 'The filter is nested too deeply.');
    if (this.#isNext('not')) {
      this.#at++;
      return { kind: 'not', part: this.#grouped('(', ')', depth) };
    }
    return this.#isNext('(') ? this.#grouped('(', ')', depth) : this.#comparison(depth);
  }

  #grouped(open: string, close: string, depth: number): Filter {
    this.#expect(open);
    const inner = this.#joined('or', depth + 1);
    this.#expect(close);
    return inner;
  }

  #comparison(depth: number): Filter {
    if (++this.#comparisons > maxComparisons) {
      throw badRequest('invalidFilter', `The filter has more than ${maxComparisons} comparisons.`);
    }
    const path = this.#take();
    if (!isPath(path)) throw badRequest('invalidFilter', 'The filter lacks the name of an attribute.');
    if (!this.#isNext('[')) return this.#operation(path.text);
    const where = this.#grouped('[', ']', depth);
    const { text } = this.#tokens[this.#at] ?? { text: '' };
    // Entra writes `emails[type eq "work"].value eq "x"`.
    if (!text.startsWith('.')) return { kind: 'elements', path: path.text, where };
    this.#at++;
    const value = this.#operation(text.slice(1));
    return { kind: 'elements', path: path.text, where: { kind: 'and', parts: [where, value] } };
  }

  #operation(path: string): Filter {
    const name = this.#take()?.text.toLowerCase() ?? '';
    if (name === 'pr') return { kind: 'present', path };
    const operator = operators.find((known) => known === name);
    if (!operator) throw badRequest('invalidFilter', `${quoted(name)} is no operator of a filter.`);
    const token = this.#take();
    if (!token) throw badRequest('invalidFilter', 'The filter lacks the value to compare with.');
    return { kind: 'compare', path, operator, literal: literalOf(token) };
  }
}

export function parseFilter(text: string): Filter {
  if (text.length > maxFilterLength) {
    throw badRequest('invalidFilter', `The filter is longer than ${maxFilterLength} characters.`);
  }
  const tokens = tokensOf(text);
  if (tokens.length === 0) throw badRequest('invalidFilter', 'The filter is empty.');
  return new Reader(tokens).whole();
}

/** Every attribute that the filter names. */
export function pathsOf(filter: Filter): string[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.parts.flatMap(pathsOf);
  return filter.kind === 'not' ? pathsOf(filter.part) : [filter.path];
}
