// X-Forwarded-For: a header that anybody can write, believed only as far as the operator's proxies reach.
import { expect, it } from 'vitest';
import { addressSet } from '../outbound/ranges.ts';
import { clientAddress } from './client-address.ts';

const trusted = addressSet(['10.0.0.0/8', 'fd00::/8']);
const none = addressSet([]);

it.each([
  ['no proxies configured: the header is ignored', '203.0.113.9', '1.1.1.1', none, '203.0.113.9'],
  ['the peer is no proxy of ours', '203.0.113.9', '1.1.1.1', trusted, '203.0.113.9'],
  ['one proxy', '10.0.0.1', '203.0.113.9', trusted, '203.0.113.9'],
  ['a forged hop on the left', '10.0.0.1', '1.1.1.1, 203.0.113.9', trusted, '203.0.113.9'],
  ['a forged private hop on the left', '10.0.0.1', '10.9.9.9, 203.0.113.9', trusted, '203.0.113.9'],
  ['two proxies', '10.0.0.1', '203.0.113.9,10.0.0.2', trusted, '203.0.113.9'],
  ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', trusted, '10.0.0.3'],
  ['no header', '10.0.0.1', undefined, trusted, '10.0.0.1'],
  ['an empty header', '10.0.0.1', '', trusted, '10.0.0.1'],
  ['rubbish', '10.0.0.1', '1.1.1.1, <script>', trusted, '10.0.0.1'],
  ['rubbish behind a hop', '10.0.0.1', 'unknown, 10.0.0.2', trusted, '10.0.0.2'],
  ['a port', '10.0.0.1', '203.0.113.9:4711', trusted, '203.0.113.9'],
  ['IPv6 with a port', 'fd00::1', '[2001:db8::9]:4711', trusted, '2001:db8::9'],
  ['IPv6 written long', 'fd00::1', '2001:0DB8:0:0:0:0:0:9', trusted, '2001:db8::9'],
  ['a dual-stack socket', '::ffff:10.0.0.1', '::ffff:203.0.113.9', trusted, '203.0.113.9'],
  ['an octal shorthand is no address', '10.0.0.1', '0313.0.113.9', trusted, '10.0.0.1'],
])('%s', (_case, remote, header, proxies, expected) => {
  expect(clientAddress(remote, header, proxies)).toBe(expected);
});
