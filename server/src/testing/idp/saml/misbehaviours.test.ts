/**
 * Every SAML misbehaviour shows when it is switched on and doesn't otherwise: otherwise a service provider would
 * be praised for refusing what was never sent. A name without a row here doesn't compile.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decrypt } from 'xml-encryption';
import { type IdpSimulator, type SamlMisbehaviour, startIdpSimulator } from '../index.ts';
import { testOrganizations } from '../test-organizations.ts';
import { elementSignedBy } from './binding.ts';
import { samlMisbehaviours } from './misbehaviours.ts';
import { assertionNamespace } from './names.ts';
import {
  acs,
  carry,
  serviceProvider,
  singleLogout,
  spEntityId,
  spKey,
} from './service-provider-under-test.ts';
import { elements, parse } from './xml.ts';

let idp: IdpSimulator;
beforeAll(async () => {
  idp = await startIdpSimulator({ organizations: testOrganizations() });
  const { certificate } = await spKey();
  const sp = { entityId: spEntityId, acs: [acs], singleLogout, certificates: [certificate] };
  idp.registerServiceProvider('stark', sp);
});
afterAll(() => idp.close());

interface Observed {
  xml: string;
  bytes: Buffer;
  form: URLSearchParams;
  requestId: string;
  /** The response before this one. */
  previous: string;
}

async function sp() {
  const key = (await spKey()).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  let requestId = '';
  const generateUniqueId = () => (requestId = `_${crypto.randomUUID()}`);
  const party = await serviceProvider(idp, 'stark', { privateKey: key, generateUniqueId });
  return { party, requestId: () => requestId };
}

let previous = '';
async function observe(): Promise<Observed> {
  const { party, requestId } = await sp();
  const { back } = await carry(idp, party, { username: 'tony' });
  const bytes = Buffer.from(back.parameters.get('SAMLResponse') ?? '', 'base64');
  const observed = {
    xml: bytes.toString('utf8'),
    bytes,
    form: back.parameters,
    requestId: requestId(),
    previous,
  };
  previous = observed.xml;
  return observed;
}

type Shows = (o: Observed) => unknown;
const has =
  (...patterns: (RegExp | string)[]): Shows =>
  ({ xml }) =>
    patterns.every((p) => (typeof p === 'string' ? xml.includes(p) : p.test(xml)));
const lacks =
  (pattern: RegExp): Shows =>
  ({ xml }) =>
    !pattern.test(xml);
const victim = 'ceo@stark.example';
const evilThenSigned = /ID="_evil".*<saml:Assertion [^>]*ID="_[0-9a-f]/s;
const seconds = (xml: string, name: string): number =>
  Date.parse(new RegExp(`${name}="([^"]*)"`).exec(xml)?.[1] ?? '') / 1000 - Date.now() / 1000;
const count = (text: string, part: string): number => text.split(part).length - 1;
const broken: Shows = ({ xml }) => {
  try {
    parse(xml);
    return false;
  } catch {
    return true;
  }
};
const certificate: Shows = ({ xml }) => !xml.includes(ownCertificate);
let ownCertificate = '';
beforeAll(async () => {
  ownCertificate = (await idp.certificatesOf('stark'))[0]!.replace(/-----[^-]+-----|\s/g, '');
});

type ResponseSwitch = Exclude<
  SamlMisbehaviour,
  `saml-metadata-${string}` | `saml-logout-${string}` | 'saml-nameid-changes'
>;
const table: Record<ResponseSwitch, Shows> = {
  'saml-xsw-1': has(/<samlp:Response[^>]*ID="_evil".*<ds:Signature.*<samlp:Response.*<\/ds:Signature>/s),
  'saml-xsw-2': has(/<samlp:Response[^>]*ID="_evil".*<samlp:Response.*<\/samlp:Response><ds:Signature/s),
  'saml-xsw-3': has(evilThenSigned, /<\/saml:Assertion><saml:Assertion/),
  'saml-xsw-4': has(/ID="_evil".*<saml:Assertion [^>]*ID="_[0-9a-f].*<\/saml:Assertion><\/saml:Assertion>/s),
  'saml-xsw-5': has(/ID="_evil".*<ds:Signature.*<\/saml:Assertion><saml:Assertion/s),
  'saml-xsw-6': has(/ID="_evil".*<saml:Assertion.*<\/saml:Assertion><\/ds:Signature>/s),
  'saml-xsw-7': has(/<samlp:Extensions><saml:Assertion/, victim),
  'saml-xsw-8': has(/ID="_evil".*<ds:Object><saml:Assertion/s),
  'saml-evil-last': has(/<\/saml:Assertion><saml:Assertion [^>]*ID="_evil"/),
  'saml-evil-in-extensions': has(/<samlp:Extensions><saml:Assertion [^>]*ID="_evil"/),
  'saml-signed-in-extensions': has(/<samlp:Extensions><saml:Assertion.*ID="_evil"/s),
  'saml-signed-in-status': has(/<samlp:StatusDetail><saml:Assertion/),
  'saml-signed-in-advice': has(/<saml:Advice><saml:Assertion/),
  'saml-signed-in-object': has(/<ds:Object[^>]*><saml:Assertion.*<\/ds:Object><\/samlp:Response>/s),
  'saml-signed-in-response': has(/<samlp:Response.*<samlp:Response/s),
  'saml-evil-in-assertion': has(/<saml:AttributeValue><saml:Assertion/),
  'saml-duplicate-ids': ({ xml }) => duplicated(xml) && xml.indexOf(victim) < xml.indexOf('tony-1'),
  'saml-duplicate-ids-last': ({ xml }) => duplicated(xml) && xml.indexOf(victim) > xml.indexOf('tony-1'),
  'saml-other-id-attribute': has(/ Id="_/),
  'saml-foreign-namespace': has('urn:oasis:names:tc:SAML:1.0:assertion'),
  'saml-signature-moved': has(/<\/saml:Issuer><ds:Signature.*<samlp:Status>/s),
  'saml-two-signatures': ({ xml }) => count(xml, '<ds:Signature ') === 2,
  'saml-two-signed-infos': has(/<\/ds:SignedInfo><ds:SignedInfo>/),
  'saml-comment-in-digest': has(/<ds:DigestValue><!--/),
  'saml-unsigned': lacks(/<ds:Signature/),
  'saml-signature-removed': ({ xml }) => !xml.includes('<ds:Signature') && xml.includes(victim),
  'saml-signature-emptied': has(/<ds:Signature [^>]*\/>/),
  'saml-two-assertions': ({ xml }) => count(xml, '<ds:Signature ') === 2 && xml.includes(victim),

  'saml-comment-in-nameid': has(/<saml:NameID[^>]*>ceo@stark.example<!--/),
  'saml-cdata-in-nameid': has(/<saml:NameID[^>]*>ceo@stark.example<!\[CDATA/),
  'saml-instruction-in-nameid': has(/<saml:NameID[^>]*>ceo@stark.example<\?/),
  'saml-comment-in-email': has(/AttributeValue>ceo@stark.example<!--/),
  'saml-cdata-in-email': has(/AttributeValue>ceo@stark.example<!\[CDATA/),
  'saml-instruction-in-email': has(/AttributeValue>ceo@stark.example<\?/),
  'saml-element-in-nameid': has('<x xmlns="urn:x">.evil.example</x></saml:NameID>'),
  'saml-doctype': has(/^<!DOCTYPE/),
  'saml-doctype-lower-case': has(/^<!doctype/),
  'saml-xxe': has('file:///etc/passwd', '&x;'),
  'saml-xxe-http': has(/SYSTEM "http:/),
  'saml-billion-laughs': has('&l9;'),
  'saml-parameter-entities': has('%p;'),
  'saml-default-attributes': has('<!ATTLIST'),
  'saml-undeclared-entity': has('&nbsp;'),
  'saml-stylesheet': has('<?xml-stylesheet'),
  'saml-xinclude': has('xi:include'),
  'saml-utf-16': ({ bytes }) => bytes[0] === 0xff && bytes[1] === 0xfe,
  'saml-utf-7': has('encoding="utf-7"'),
  'saml-not-utf-8': ({ bytes }) => bytes.includes(Buffer.from([0xc3, 0x28])),
  'saml-nul': has('\0'),
  'saml-nul-reference': has('&#0;'),
  'saml-huge': ({ bytes }) => bytes.length > 600_000,
  'saml-deep': has('<a><a><a>'),
  'saml-many-elements': has('<a/><a/>'),
  'saml-many-attributes': has('a19999=""'),
  'saml-attribute-repeated': has(/<saml:Assertion [^>]*ID="[^>]*ID="_evil"/),
  'saml-not-xml': has(/^this is no XML$/),
  'saml-empty': has(/^ $/),
  'saml-cut-off': broken,
  'saml-two-roots': has(/<\/samlp:Response><samlp:Response/),
  'saml-text-behind': has(/trailing$/),
  'saml-undeclared-prefix': has('<evil:x/>'),
  'saml-bare-assertion': has(/^<saml:Assertion/),
  'saml-other-message': has(/^<samlp:LogoutResponse/),
  'saml-other-namespace': has('urn:oasis:names:tc:SAML:1.0:protocol'),

  'saml-sha1-signature': has('xmldsig#rsa-sha1'),
  'saml-sha1-digest': has('DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"'),
  'saml-md5-digest': has('xmldsig-more#md5'),
  'saml-hmac-public-key': has('hmac-sha256'),
  'saml-hmac-certificate': has('hmac-sha1'),
  'saml-algorithm-none': has('xmldsig#none'),
  'saml-algorithm-empty': has('<ds:SignatureMethod Algorithm=""'),
  'saml-algorithm-unknown': has('urn:evil:algorithm'),
  'saml-transform-unknown': has('urn:evil:transform'),
  'saml-transform-xpath': has('REC-xpath-19991116'),
  'saml-transform-xslt': has('xsl:stylesheet'),
  'saml-transform-base64': has('xmldsig#base64'),
  'saml-transforms-many': ({ xml }) => count(xml, '<ds:Transform ') > 2_000,
  'saml-transforms-none': has('<ds:Transforms/>'),
  'saml-c14n-with-comments': has('xml-exc-c14n#WithComments'),
  'saml-c14n-unknown': has('urn:evil:c14n'),
  'saml-references-several': ({ xml }) => count(xml, '<ds:Reference ') === 2,
  'saml-references-none': lacks(/<ds:Reference /),
  'saml-references-many': ({ xml }) => count(xml, '<ds:Reference ') === 500,
  'saml-reference-empty': has('<ds:Reference URI=""'),
  'saml-reference-external': has('<ds:Reference URI="http:'),
  'saml-reference-xpointer': has('#xpointer(id('),
  'saml-reference-injection': has("' or '"),
  'saml-keyinfo-attacker': certificate,
  'saml-wrong-key': (o) => wrongKey(o),
  'saml-wrong-key-no-keyinfo': lacks(/KeyInfo/),
  'saml-two-certificates': ({ xml }) => count(xml, '<ds:X509Certificate>') === 2,
  'saml-other-tenant-certificate': certificate,
  'saml-keyinfo-address': has('RetrievalMethod'),
  'saml-name-changed': has(/<saml:NameID[^>]*>ceo@stark.example/),
  'saml-attribute-added': has(/<\/saml:AttributeStatement><saml:AttributeStatement>/),
  'saml-audience-changed': has('<saml:Audience>https://evil.example'),
  'saml-no-digest': lacks(/DigestValue/),
  'saml-no-signature-value': has(/<ds:SignatureValue\/>|<ds:SignatureValue><\/ds:SignatureValue>/),
  'saml-encrypted-unsigned': (o) => hidden((x) => x.includes('tony-1') && !x.includes('ds:Signature'))(o),
  'saml-encrypted-wrong-key': (o) => hidden((x) => x === 'not for us')(o),
  'saml-encrypted-changed': has('EncryptedAssertion', 'AAAAAAAA'),
  'saml-encrypted-doctype': (o) => hidden((x) => x.startsWith('<!DOCTYPE'))(o),
  'saml-encrypted-text': (o) => hidden((x) => x === '<x>no assertion</x>')(o),
  'saml-encrypted-beside': has('</saml:EncryptedAssertion><saml:Assertion'),

  'saml-expired': ({ xml }) =>
    seconds(xml, 'Conditions[^>]*NotOnOrAfter') < 0 && seconds(xml, 'NotOnOrAfter') < 0,
  'saml-expired-conditions': ({ xml }) => seconds(xml, 'Conditions[^>]*NotOnOrAfter') < 0,
  'saml-expired-confirmation': ({ xml }) => seconds(xml, 'ConfirmationData[^>]*NotOnOrAfter') < 0,
  'saml-not-yet-valid': ({ xml }) => seconds(xml, 'NotBefore') > 3000,
  'saml-issued-in-future': ({ xml }) => seconds(xml, 'IssueInstant') > 3000,
  'saml-issued-long-ago': ({ xml }) => seconds(xml, 'IssueInstant') < -86_400,
  'saml-no-confirmation-expiry': lacks(/ConfirmationData[^>]*NotOnOrAfter/),
  'saml-confirmation-not-before': has(/ConfirmationData[^>]*NotBefore/),
  'saml-wrong-audience': has('<saml:Audience>https://evil.example'),
  'saml-missing-audience': lacks(/Audience/),
  'saml-blank-audience': has(/<saml:Audience(\/>|><\/saml:Audience>)<saml:Audience>http/),
  'saml-missing-conditions': lacks(/Conditions/),
  'saml-wrong-recipient': has('Recipient="https://evil.example'),
  'saml-missing-recipient': lacks(/Recipient/),
  'saml-recipient-longer': has(`Recipient="${acs}.evil.example"`),
  'saml-wrong-destination': has('Destination="https://evil.example'),
  'saml-wrong-issuer': has(/<saml:Assertion [^>]*><saml:Issuer>https:\/\/evil/),
  'saml-wrong-response-issuer': has(/<samlp:Response [^>]*><saml:Issuer[^>]*>https:\/\/evil/),
  'saml-missing-issuer': lacks(/<saml:Assertion [^>]*><saml:Issuer>/),
  'saml-wrong-in-response-to': has('<samlp:Response', 'InResponseTo="_another-request"'),
  'saml-wrong-confirmation-request': ({ xml, requestId }) =>
    xml.includes(requestId) && xml.includes('_another-request'),
  'saml-missing-in-response-to': lacks(/InResponseTo/),
  'saml-missing-confirmation': lacks(/SubjectConfirmation/),
  'saml-holder-of-key': has('cm:holder-of-key'),
  'saml-sender-vouches': has('cm:sender-vouches'),
  'saml-status-failed': has('status:AuthnFailed', '<saml:Assertion'),
  'saml-status-denied': has('status:RequestDenied'),
  'saml-no-authn-context': has('status:NoAuthnContext'),
  'saml-status-nested-success': has('status:Requester', 'status:Success'),
  'saml-response-1-1': has(/<samlp:Response[^>]*Version="1.1"/),
  'saml-assertion-1-1': has(/<saml:Assertion[^>]*Version="1.1"/),
  'saml-no-assertion': lacks(/<saml:Assertion/),
  'saml-no-sign-in': lacks(/AuthnStatement/),
  'saml-old-sign-in': ({ xml }) => seconds(xml, 'AuthnInstant') < -80_000,
  'saml-other-context': has('classes:unspecified'),
  'saml-missing-id': lacks(/<saml:Assertion [^>]*ID=/),
  'saml-transient-nameid': has('nameid-format:transient'),
  'saml-empty-nameid': has(/<saml:NameID[^>]*(\/>|><\/saml:NameID>)/),
  'saml-blank-nameid': has(/<saml:NameID[^>]*>\s+<\/saml:NameID>/),
  'saml-missing-nameid': lacks(/NameID/),
  'saml-long-nameid': has(/n{10000}/),
  'saml-foreign-email': has('ceo@victim.example'),
  'saml-missing-email': lacks(/tony@stark.example/),
  'saml-email-values': has(/ceo@stark.example<\/saml:AttributeValue><saml:AttributeValue>tony@/),
  'saml-attribute-twice': ({ xml }) => count(xml, 'Name="email"') === 2,
  'saml-hostile-profile': has('__proto__', '&lt;img'),
  'saml-replayed-response': ({ xml, previous: before }) => xml === before && xml !== '',
  'saml-reused-assertion-id': ({ xml, previous: before }) => assertionId(xml) === assertionId(before),
  'saml-foreign-relay-state': ({ form }) => form.get('RelayState') === 'of-another-attempt',
  'saml-missing-relay-state': ({ form }) => !form.has('RelayState'),
  'saml-several-responses': ({ form }) => form.getAll('SAMLResponse').length === 2,
  'saml-several-relay-states': ({ form }) => form.getAll('RelayState').length === 2,
  'saml-no-response': ({ form }) => !form.has('SAMLResponse'),
  'saml-not-base64': ({ form }) => form.get('SAMLResponse')?.startsWith('%%%'),
  'saml-base64-of-base64': ({ xml }) => Buffer.from(xml, 'base64').toString().startsWith('<samlp:'),
};

const assertionId = (xml: string): string | undefined => /<saml:Assertion [^>]*ID="([^"]*)"/.exec(xml)?.[1];
function duplicated(xml: string): boolean {
  const ids = [...xml.matchAll(/<saml:Assertion [^>]*ID="([^"]*)"/g)].map((match) => match[1]);
  return ids.length === 2 && ids[0] === ids[1];
}
/** The right certificate is shown and does not fit. */
const wrongKey: Shows = async ({ xml }) => {
  const [assertion] = elements(parse(xml), assertionNamespace, 'Assertion');
  const [own = ''] = await idp.certificatesOf('stark');
  return xml.includes(ownCertificate) && !elementSignedBy(assertion!, own);
};
const hidden =
  (shows: (inside: string) => boolean): Shows =>
  async ({ xml }) => {
    const { privateKey } = await spKey();
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const inside = await new Promise<string>((resolve) =>
      decrypt(xml, { key }, (error, text) => resolve(error ? 'not for us' : `${text}`)),
    );
    return xml.includes('EncryptedAssertion') && shows(inside);
  };

const rows = Object.entries(table) as [ResponseSwitch, Shows][];

describe.each(rows)('%s', (name, shows) => {
  it('shows when switched on, and only then', async () => {
    expect(await shows(await observe()), 'without the switch').toBeFalsy();
    idp.misbehave('stark', name);
    const seen = await observe();
    idp.misbehave('stark', null);
    expect(await shows(seen), seen.xml.slice(0, 4_000)).toBeTruthy();
  });
});

describe('metadata', () => {
  const names = (Object.keys(samlMisbehaviours) as SamlMisbehaviour[]).filter(
    (name) => name.startsWith('saml-metadata-') && name !== 'saml-metadata-hangs',
  );
  const read = async () => {
    const answer = await fetch(idp.samlOf('stark').metadataUrl, { redirect: 'manual' }).catch(
      () => undefined,
    );
    return answer ? `${answer.status} ${await answer.text()}` : 'cut off';
  };
  it.each(names)('%s: is another document', async (name) => {
    const good = await read();
    expect(await read()).toBe(good);
    idp.misbehave('stark', name);
    const bad = await read();
    idp.misbehave('stark', null);
    expect(bad).not.toBe(good);
  });

  it('saml-metadata-hangs: answers late', async () => {
    idp.misbehave('stark', 'saml-metadata-hangs', { delayMs: 3_600_000 });
    const signal = AbortSignal.timeout(100);
    await expect(fetch(idp.samlOf('stark').metadataUrl, { signal })).rejects.toThrow();
    idp.misbehave('stark', null);
  });
});

describe('logout', () => {
  const logoutUrl = async () => {
    const cookies = new Map<string, string>();
    const { party } = await sp();
    await carry(idp, party, { username: 'tony', cookies });
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const signOut = idp.samlOf('stark').appsUrl.replace('apps', 'sign-out');
    const { headers } = await fetch(signOut, { method: 'POST', headers: { cookie }, redirect: 'manual' });
    const url = new URL(headers.get('location')!);
    const { inflateRawSync } = await import('node:zlib');
    const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest')!, 'base64')).toString();
    return { url, xml };
  };
  it.each<[SamlMisbehaviour, (o: { url: URL; xml: string }) => boolean]>([
    ['saml-logout-unsigned', ({ url }) => !url.searchParams.has('Signature')],
    ['saml-logout-wrong-issuer', ({ xml }) => xml.includes('https://evil.example/')],
    ['saml-logout-wrong-destination', ({ xml }) => xml.includes('?evil"')],
    ['saml-logout-expired', ({ xml }) => seconds(xml, 'NotOnOrAfter') < -80_000],
    ['saml-logout-other-person', ({ xml }) => xml.includes('>somebody-else<')],
  ])('%s shows', async (name, shows) => {
    expect(shows(await logoutUrl())).toBe(false);
    idp.misbehave('stark', name);
    const seen = await logoutUrl();
    idp.misbehave('stark', null);
    expect(shows(seen)).toBe(true);
  });
});

it('the guide names every switch', async () => {
  const guide = await readFile(
    new URL('../../../../../docs/guides/idp-simulator.md', import.meta.url),
    'utf8',
  );
  expect(Object.keys(samlMisbehaviours).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
