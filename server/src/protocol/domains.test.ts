/** Domain names as organizations claim them (DESIGN section 7, "Domains"). */
import { describe, expect, it } from 'vitest';
import { claimableDomain, isPublicMailDomain, normalizeDomain } from './domains.ts';

describe('a domain has one spelling', () => {
  it.each([
    ['acme.example', 'acme.example'],
    ['  ACME.Example. ', 'acme.example'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.EXAMPLE', 'xn--bcher-kva.example'],
    ['ａｃｍｅ．example', 'acme.example'],
    ['eu.acme.example', 'eu.acme.example'],
    ['1and1.example', '1and1.example'],
  ])('%s → %s', (text, domain) => expect(normalizeDomain(text)).toBe(domain));

  it.each([
    '',
    '.',
    'acme',
    'localhost',
    '127.0.0.1',
    '::1',
    '[::1]',
    '0x7f.1',
    '1.2.3',
    'acme..example',
    '-acme.example',
    'acme-.example',
    'acme.example/x',
    'acme.example:80',
    'a@acme.example',
    'ac%6de.example',
    'ac me.example',
    'acme_x.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
    'acme.example#',
    'acme\\.example',
    'acme.example\u0000',
    'acme.123',
  ])('%j names none', (text) => expect(normalizeDomain(text)).toBeUndefined());
});

describe('an organization cannot claim what others live under', () => {
  it.each([
    ['co.uk', 'public_suffix'],
    ['com', 'malformed'],
    ['github.io', 'public_suffix'],
    ['gmail.com', 'public_mail'],
    ['GMail.com.', 'public_mail'],
    ['mail.qq.com', 'public_mail'],
    ['yahoo.co.jp', 'public_mail'],
    ['10.0.0.1', 'malformed'],
  ])('%s: %s', (text, problem) => expect(claimableDomain(text)).toEqual({ problem }));

  it.each(['acme.example', '@acme.example', 'acme.co.uk', 'gmail.com.acme.example', 'notgmail.com'])(
    '%s is fine',
    (text) => expect(claimableDomain(text).domain).toBe(text.replace('@', '')),
  );

  it('knows public mailboxes in their normal form', () => {
    expect(isPublicMailDomain('outlook.com')).toBe(true);
    expect(isPublicMailDomain('acme.example')).toBe(false);
  });
});
