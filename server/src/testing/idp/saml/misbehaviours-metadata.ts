/** Switches that act on the metadata document and on single logout. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Endpoint, type Hooks, hangUp, type Switch } from '../switch.ts';

const metadata = (does: string, samlMetadata: Hooks['samlMetadata']): Switch => ({
  where: 'SAML metadata',
  does,
  samlMetadata,
});
const at: Endpoint[] = ['saml-metadata'];
const answers = (does: string, answer: Hooks['answer']): Switch => ({
  where: 'SAML metadata',
  does,
  at,
  answer,
});
const logout = (does: string, samlLogout: Hooks['samlLogout']): Switch => ({
  where: 'SAML logout',
  does,
  samlLogout,
});

const keyDescriptors = /<KeyDescriptor.*?<\/KeyDescriptor>/gs;
/** Behind the XML declaration, where a DOCTYPE belongs. */
const withDoctype = (doctype: string) => (xml: string) => xml.replace(/(\?>)/, `$1${doctype}`);

export const samlMetadataSwitches = {
  'saml-metadata-doctype': metadata('begins with a DOCTYPE', withDoctype('<!DOCTYPE EntityDescriptor>')),
  'saml-metadata-xxe': metadata('reads a file of the server into the entity ID (XXE)', (xml) =>
    withDoctype('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>')(xml).replace(
      /entityID="[^"]*"/,
      'entityID="&x;"',
    ),
  ),
  'saml-metadata-billion-laughs': metadata('unfolds a thousand million entities', (xml) => {
    const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
    const bomb = withDoctype(`<!DOCTYPE r [<!ENTITY l0 "lol">${lol.join('')}]>`)(xml);
    return bomb.replace(/entityID="[^"]*"/, 'entityID="&l9;"');
  }),
  'saml-metadata-wrong-entity': metadata('describes another identity provider', (xml) =>
    xml.replace(/entityID="[^"]*"/, 'entityID="https://evil.example/"'),
  ),
  'saml-metadata-no-certificates': metadata('has no certificates', (xml) =>
    xml.replaceAll(keyDescriptors, ''),
  ),
  'saml-metadata-broken-certificate': metadata('has a certificate that is none', (xml) =>
    xml.replaceAll(/(<ds:X509Certificate>)[^<]*/g, '$1bm90IGEgY2VydGlmaWNhdGU='),
  ),
  'saml-metadata-encryption-only': metadata('has certificates for encryption only', (xml) =>
    xml.replaceAll('use="signing"', 'use="encryption"'),
  ),
  'saml-metadata-expired': metadata('was valid until yesterday', (xml, { now }) =>
    xml.replace('entityID=', `validUntil="${new Date((now - 86_400) * 1000).toISOString()}" entityID=`),
  ),
  'saml-metadata-sp-only': metadata('describes a service provider', (xml) =>
    xml.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
  ),
  'saml-metadata-no-sign-on': metadata('names no address to sign in at', (xml) =>
    xml.replaceAll(/<SingleSignOnService[^>]*>/g, ''),
  ),
  'saml-metadata-script-address': metadata('sends people to a script', (xml) =>
    xml.replaceAll(/(<SingleSignOnService[^>]*Location=)"[^"]*"/g, '$1"javascript:alert(1)"'),
  ),
  'saml-metadata-html': answers(
    'answers with a web page',
    () => new Response('<!doctype html><title>Moved</title>', { headers: { 'content-type': 'text/html' } }),
  ),
  'saml-metadata-404': answers('answers 404', () => new Response('Not found', { status: 404 })),
  'saml-metadata-500': answers('answers 500', () => new Response('Sorry', { status: 500 })),
  'saml-metadata-redirects': answers(
    'redirects to another address (option location)',
    ({ url, options }) =>
      new Response(null, {
        status: 302,
        headers: { location: options.location ?? `${url}/simulator/elsewhere` },
      }),
  ),
  'saml-metadata-huge': answers('is 5 MB long', () => new Response(`<!--${'x'.repeat(5_000_000)}-->`)),
  'saml-metadata-hangs': answers('answers after delayMs (30 s)', async ({ options, signal }) => {
    await wait(options.delayMs ?? 30_000, undefined, { signal }).catch(() => undefined);
    return undefined;
  }),
  'saml-metadata-down': answers('cuts every connection', () => hangUp),

  'saml-logout-unsigned': logout('signs no logout message', (facts) => {
    facts.signed = false;
  }),
  'saml-logout-wrong-issuer': logout('names another issuer in logout messages', (facts) => {
    facts.issuer = 'https://evil.example/';
  }),
  'saml-logout-wrong-destination': logout('names another destination in logout messages', (facts) => {
    facts.destination += '?evil';
  }),
  'saml-logout-expired': logout('sends logout messages of yesterday', (facts, { now }) => {
    facts.issueInstant = now - 86_400;
    facts.notOnOrAfter = facts.notOnOrAfter && now - 86_000;
  }),
  'saml-logout-other-person': logout('signs out somebody else (option value)', (facts, { options }) => {
    if (facts.nameId) facts.nameId.value = options.value ?? 'somebody-else';
  }),
  'saml-logout-wrong-request': logout('answers another LogoutRequest', (facts) => {
    if (facts.inResponseTo) facts.inResponseTo = '_another-request';
  }),
} as const satisfies Record<string, Switch>;
