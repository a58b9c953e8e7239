// RFC 8259: where a text stops being JSON is told to the person who types it, in every browser alike.
import { describe, expect, it } from 'vitest';
import { jsonMistake } from './json.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonMistake', () => {
  it.each([
    ['{\n  "plan": "pro",\n}', 3, 1],
    ['{ plan: 1 }', 1, 3],
    ["{ 'plan': 1 }", 1, 3],
    ['{ "a": 1 "b": 2 }', 1, 10],
    ['[1, 2', 1, 6],
    ['{} {}', 1, 4],
    ['{ "a": 01 }', 1, 8],
    ['{ "a": "\t" }', 1, 8],
    ['', 1, 1],
  ])('finds the mistake in %j', (text, line, column) => {
    expect(jsonMistake(text)).toEqual({ line, column });
  });

  it('agrees with JSON.parse about what is JSON, whatever single character is taken out or put in', () => {
    const sample = '{"a":[1,-2.5e+3,true,null,"x\\u00e9\\n\u0085\u007f🙂"],"b":{"c":""},"d":[]}';
    expect(jsonMistake(sample)).toBeUndefined();
    for (let at = 0; at <= sample.length; at += 1) {
      for (const put of ['', ' ', ',', '"', '0', '}', '\\', '\u0001', 'e', '\ud800']) {
        for (const text of [
          sample.slice(0, at) + put + sample.slice(at + 1),
          sample.slice(0, at) + put + sample.slice(at),
        ])
          expect(jsonMistake(text) === undefined, text).toBe(isJson(text));
      }
    }
  });
});
