/** Where a text stops being JSON (RFC 8259): browsers tell it each in their own way, or not at all. */

const blank = /[ \t\n\r]*/y;
const text = /"(?:[^"\\\p{Cc}]|\x7f|[\x80-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

class Mistake {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
}

class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  document(): void {
    this.#value();
    if (this.#at < this.#source.length) throw new Mistake(this.#at);
  }

  #value(): void {
    this.#take(blank);
    if (this.#is('{')) this.#list('}', () => this.#member());
    else if (this.#is('[')) this.#list(']', () => this.#value());
    else if (!this.#take(text) && !this.#take(scalar)) throw new Mistake(this.#at);
    this.#take(blank);
  }

  #member(): void {
    this.#take(blank);
    if (!this.#take(text)) throw new Mistake(this.#at);
    this.#take(blank);
    if (!this.#is(':')) throw new Mistake(this.#at);
    this.#value();
  }

  #list(end: string, item: () => void): void {
    this.#take(blank);
    if (this.#is(end)) return;
    do item();
    while (this.#is(','));
    if (!this.#is(end)) throw new Mistake(this.#at);
  }

  #is(sign: string): boolean {
    const found = this.#source[this.#at] === sign;
    if (found) this.#at += 1;
    return found;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#source);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

export interface Place {
  line: number;
  column: number;
}

/** The place of the first mistake, counted from 1; undefined when the text is JSON. */
export function jsonMistake(source: string): Place | undefined {
  try {
    new Reader(source).document();
    return undefined;
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) return { line: 1, column: 1 };
    const before = source.slice(0, mistake.at).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  }
}
