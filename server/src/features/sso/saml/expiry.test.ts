/** Issue 5, expiry radar: what of a SAML connector ends, and what is only renewed in the background. */
import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { selfSignedCertificate } from '../../../kernel/crypto/self-signed.ts';
import type { Connector } from '../schema.ts';
import { samlExpiryFacts } from './expiry.ts';

const ends = (year: number) => new Date(Date.UTC(year, 0, 1));
let old: string;
let fresh: string;

beforeAll(async () => {
  const keys = await webcrypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  );
  const make = (year: number) =>
    selfSignedCertificate({ keys, commonName: 'idp', notBefore: ends(2020), notAfter: ends(year) });
  [old, fresh] = [await make(2030), await make(2034)];
});

const connector = (config: object) => ({ id: 'acme', name: 'Acme', config }) as unknown as Connector;
const known = (...given: Parameters<typeof samlExpiryFacts>) =>
  samlExpiryFacts(...given).map(({ kind, expiresAt }) => [kind, expiresAt]);

describe('a SAML connector', () => {
  test('entered by hand: its certificate ends, and so does its metadata', () => {
    const config = { certificates: [old], metadataValidUntil: '2029-05-01T00:00:00Z' };
    expect(known(connector(config), undefined)).toEqual([
      ['saml-certificate', ends(2030)],
      ['saml-metadata', new Date('2029-05-01T00:00:00Z')],
    ]);
  });

  test('in the middle of a roll-over lasts as long as the newer certificate', () => {
    expect(known(connector({ certificates: [fresh, old] }), undefined)).toEqual([
      ['saml-certificate', ends(2034)],
    ]);
  });

  test('whose metadata is fetched anew is warned of its end only when that fails', () => {
    const fetched = { certificates: [fresh], validUntil: '2029-05-01T00:00:00Z' };
    expect(known(connector({}), { ...fetched, failing: false })).toEqual([['saml-certificate', ends(2034)]]);
    expect(known(connector({}), { ...fetched, failing: true })).toEqual([
      ['saml-certificate', ends(2034)],
      ['saml-metadata', new Date('2029-05-01T00:00:00Z')],
    ]);
  });

  test('with a certificate that cannot be read, or none, says nothing of it', () => {
    expect(known(connector({ certificates: ['no certificate'] }), undefined)).toEqual([]);
    expect(known(connector({}), undefined)).toEqual([]);
  });
});
