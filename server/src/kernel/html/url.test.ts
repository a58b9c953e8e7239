// Addresses from data: nothing that runs, nothing that leads elsewhere in disguise.
import { describe, expect, it } from 'vitest';
import { safeImageUrl, safeReturnUrl, safeUrl } from './url.ts';

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  '',
];

describe('safeUrl', () => {
  it.each([...hostile, '//evil.example', '/\\evil.example', '/\t/evil.example', 'x.html'])(
    'drops %j',
    (text) => {
      expect(safeUrl(text)).toBeUndefined();
    },
  );
  it.each(['/sign-in', '/', 'https://a.example/?x=1', 'http://localhost:3000/', 'mailto:help@a.example'])(
    'keeps %s',
    (text) => {
      expect(safeUrl(text)).toBe(text);
    },
  );
});

describe('safeImageUrl', () => {
  it.each([
    ...hostile,
    '//evil.example/x.png',
    'http://a.example/x.png',
    'http://localhost.evil.example/x',
    'data:image/svg,x',
  ])('drops %j', (text) => {
    expect(safeImageUrl(text)).toBeUndefined();
  });
  it.each([
    '/logo.png',
    'https://a.example/x.png',
    'http://localhost:3001/images/x',
    'data:image/png;base64,AA==',
    'data:image/svg+xml,%3Csvg/%3E',
  ])('keeps %s', (text) => {
    expect(safeImageUrl(text)).toBe(text);
  });
});

describe('safeReturnUrl', () => {
  it.each([...hostile, '/path'])('drops %j', (text) => {
    expect(safeReturnUrl(text)).toBeUndefined();
  });
  it.each(['https://a.example/', 'com.example.app:/callback', 'http://127.0.0.1:9000/'])(
    'keeps %s (RFC 8252 section 7)',
    (text) => {
      expect(safeReturnUrl(text)).toBe(text);
    },
  );
});
