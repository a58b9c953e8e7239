/**
 * Reads a style sheet the way browsers do (CSS Syntax Module Level 3, section 4), as far as is needed to see what it
 * loads: comments, texts, escapes and addresses must end where they end in a browser, or something could hide in them.
 * What a browser would quietly repair is an error here.
 */
export type CssToken =
  | { kind: 'at' | 'function' | 'text' | 'address'; value: string; line: number }
  | { kind: 'open' | 'close'; value: string; line: number }
  | { kind: 'broken'; value: string; line: number };

const nameStart = /[A-Za-z_\u0080-\u{10ffff}]/u;
const nameRun = /[-\w\u0080-\u{10ffff}]+/uy;
const number = /[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
const escaped = /\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|([^\n]))/uy;
const blank = /[ \t\n]*/y;

class Reader {
  readonly text: string;
  at = 0;
  #line = 1;
  #lineAt = 0;

  /** Section 3.3: only line feeds are left. */
  constructor(text: string) {
    this.text = text.replace(/\r\n?|\f/g, '\n');
  }

  /** Counted on from where it was asked last. */
  get line(): number {
    this.#line += this.text.slice(this.#lineAt, this.at).split('\n').length - 1;
    this.#lineAt = this.at;
    return this.#line;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }

  /** Section 4.3.7. */
  takeEscape(): string | undefined {
    const match = this.take(escaped);
    if (!match) return undefined;
    if (match[2] !== undefined) return match[2];
    const code = Number.parseInt(match[1]!, 16);
    const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return valid ? String.fromCodePoint(code) : '\ufffd';
  }

  /** Section 4.3.9, at an offset. */
  startsName(offset = 0): boolean {
    const first = this.peek(offset);
    const isEscaped = (at: number) => this.peek(at) === '\\' && !['', '\n'].includes(this.peek(at + 1));
    if (first !== '-') return nameStart.test(first) || isEscaped(offset);
    const second = this.peek(offset + 1);
    return second === '-' || nameStart.test(second) || isEscaped(offset + 1);
  }

  takeName(): string {
    let name = '';
    for (;;) {
      const run = this.take(nameRun);
      const more = run ? run[0] : this.takeEscape();
      if (more === undefined) return name;
      name += more;
    }
  }

  /** Section 4.3.5; undefined when the text isn't closed on its line. */
  takeText(quote: string): string | undefined {
    let value = '';
    this.at += 1;
    for (;;) {
      const next = this.peek();
      if (next === '' || next === '\n') return undefined;
      if (next === '\\') {
        if (this.peek(1) === '\n') this.at += 2;
        else {
          const character = this.takeEscape();
          if (character === undefined) return undefined;
          value += character;
        }
        continue;
      }
      this.at += 1;
      if (next === quote) return value;
      value += next;
    }
  }

  /** Section 4.3.6: what stands in `url(` without quotes. */
  takeAddress(): string | undefined {
    let value = '';
    for (;;) {
      const next = this.peek();
      if (next === '\\') {
        const character = this.takeEscape();
        if (character === undefined) return undefined;
        value += character;
        continue;
      }
      if (this.take(blank)?.[0]) return this.peek() === ')' ? this.end(value) : undefined;
      if (next === ')') return this.end(value);
      if (next === '' || /["'(\p{Cc}]/u.test(next)) return undefined;
      value += next;
      this.at += 1;
    }
  }

  private end(value: string): string {
    this.at += 1;
    return value;
  }
}

/** A name, a function, or an address. */
function nameToken(reader: Reader, line: number): CssToken | undefined {
  const value = reader.takeName();
  if (reader.peek() !== '(') return undefined;
  reader.at += 1;
  if (value.toLowerCase() !== 'url') return { kind: 'function', value, line };
  reader.take(blank);
  const quote = reader.peek();
  if (quote !== '"' && quote !== "'") {
    const address = reader.takeAddress();
    return address === undefined
      ? broken('an address is not closed', line)
      : { kind: 'address', value: address, line };
  }
  const address = reader.takeText(quote);
  reader.take(blank);
  if (address === undefined || reader.peek() !== ')') return broken('an address is not closed', line);
  reader.at += 1;
  return { kind: 'address', value: address, line };
}

const broken = (value: string, line: number): CssToken => ({ kind: 'broken', value, line });

function textToken(reader: Reader, line: number): CssToken {
  const value = reader.takeText(reader.peek());
  return value === undefined ? broken('a text is not closed', line) : { kind: 'text', value, line };
}

/** The next one; undefined for what loads nothing. */
function token(reader: Reader): CssToken | undefined {
  const { line } = reader;
  const next = reader.peek();
  if (next === '"' || next === "'") return textToken(reader, line);
  if (reader.take(number)) return void (reader.startsName() && reader.takeName());
  if (reader.startsName()) return nameToken(reader, line);
  reader.at += 1;
  if (next === '@' && reader.startsName()) return { kind: 'at', value: reader.takeName(), line };
  if (next === '#') return void reader.takeName();
  if (next === '\\') return broken('a backslash stands alone', line);
  if ('([{'.includes(next)) return { kind: 'open', value: next, line };
  if (')]}'.includes(next)) return { kind: 'close', value: next, line };
  return undefined;
}

/** Up to the first that is broken: what follows could be read in more than one way. */
export function* cssTokens(css: string): Generator<CssToken> {
  const reader = new Reader(css);
  while (reader.at < reader.text.length) {
    if (reader.take(blank)?.[0]) continue;
    if (reader.text.startsWith('/*', reader.at)) {
      const end = reader.text.indexOf('*/', reader.at + 2);
      if (end < 0) return yield broken('a comment is not closed', reader.line);
      reader.at = end + 2;
      continue;
    }
    const found = token(reader);
    if (found) yield found;
    if (found?.kind === 'broken') return;
  }
}
