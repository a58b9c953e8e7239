/** The codes and the recovery codes by themselves, against the specifications' own numbers. */
import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr.ts';
import { codeInGroups, hashOf, newRecoveryCodes, recoveryCodeOf } from './recovery-codes.ts';
import { digitsOf, inGroups, newSecret, otpauthUri, stepOf } from './totp.ts';

describe('TOTP', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  const at = (seconds: number) => new Date(seconds * 1_000);

  // RFC 6238 appendix B has eight digits; six are their last six (RFC 4226 section 5.3).
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('RFC 6238 appendix B: at %i seconds the code is %s', (seconds, code) => {
    expect(stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('takes the neighbouring steps, and says which one it was', () => {
    expect(stepOf(secret, '287082', at(59 + 30))).toBe(1);
    expect(stepOf(secret, '287082', at(59 - 30))).toBe(1);
    expect(stepOf(secret, '287082', at(59 + 61))).toBeUndefined();
  });

  it('RFC 4226 section 4 R6: a secret has 160 bits, and no two are alike', () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(Secret.fromBase32(one).bytes).toHaveLength(20);
    expect(one).not.toBe(other);
    expect(inGroups(one)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  });

  it('codes may be typed with spaces and in full-width digits; anything else is none', () => {
    expect(digitsOf(' 123 456 ')).toBe('123456');
    expect(digitsOf('１２３４５６')).toBe('123456');
    for (const typed of ['', '12345', '1234567', 'abcdef', '12345a']) expect(digitsOf(typed)).toBeUndefined();
  });

  it('threat: a name that would end the issuer early', () => {
    const uri = otpauthUri(secret, { issuer: 'Bank: real', label: 'a:b@example.com' });
    expect(decodeURIComponent(uri)).toContain('Bank  real:a b@example.com');
  });
});

it('a QR code is a square of whole modules with its quiet zone', () => {
  const { size, path } = qrCode(`otpauth://totp/Gatehouse:anna?secret=${newSecret()}`);
  expect((size - 8 - 17) % 4).toBe(0);
  expect(path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
  expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
});

describe('recovery codes', () => {
  it('are ten of 80 bits, all different', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  });

  it('are read as people write them', () => {
    const code = '01ABCDEFGHJKMNPQ';
    expect(codeInGroups(code)).toBe('01AB-CDEF-GHJK-MNPQ');
    for (const typed of ['01AB-CDEF-GHJK-MNPQ', 'oiab cdef ghjk mnpq', ' 0LAB CDEFGHJKMNPQ'])
      expect(recoveryCodeOf(typed)).toBe(code);
    for (const typed of ['', '01AB', '01ABCDEFGHJKMNPU', '01ABCDEFGHJKMNPQ0'])
      expect(recoveryCodeOf(typed)).toBeUndefined();
  });

  it('threat: one person’s code has another’s hash', () => {
    expect(hashOf('t', 'a', 'X')).not.toBe(hashOf('t', 'b', 'X'));
  });
});
