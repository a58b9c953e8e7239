/**
 * A LogoutRequest of a provider (SAML Core section 3.7.1, SAML Bindings section 3.4.4.1), by redirect or by form. It
 * ends sessions and comes from the open internet, so it must be signed, meant for this address, recent and new.
 */
import { verify, X509Certificate } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { SsoFailure } from '../errors.ts';
import { checkIssuer, timeOf } from './assertion.ts';
import type { XmlElement } from './dom.ts';
import { decodeMessage, refuseComments, refuseDuplicateIds, refuseMisplaced } from './response.ts';
import { signatureOf } from './signature-rules.ts';
import { signedBytes } from './signed-bytes.ts';
import { nameIdIn } from './subject.ts';
import { clockSkewMs, type Trust } from './verify.ts';
import {
  attribute,
  children,
  decodeUtf8,
  is,
  messageCauses,
  messageLimits,
  ns,
  readXml,
  textOf,
} from './xml.ts';

export interface LogoutRequest {
  id: string;
  nameId: string;
  sessionIndexes: string[];
  /** Until when it could be shown again. */
  usableUntil: Date;
}

/** As it came: the query exactly as it was sent, because that is what was signed. */
export type LogoutMessage = { query: string } | { form: Readonly<Record<string, string>> };

type Expected = Pick<Trust, 'certificates' | 'idpEntityId'> & { logoutUrl: string; now: Date };

const hashes: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};

/** Each parameter once, still encoded. */
function rawParameters(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of query.replace(/^\?/, '').split('&')) {
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    if (found.has(name)) throw new SsoFailure('saml.malformed', `${name} twice`);
    found.set(name, at < 0 ? '' : part.slice(at + 1));
  }
  return found;
}

function decoded(raw: string | undefined): string {
  try {
    return decodeURIComponent((raw ?? '').replaceAll('+', ' '));
  } catch {
    throw new SsoFailure('saml.malformed', 'not URL-encoded');
  }
}

function inflated(encoded: string): string {
  try {
    const bytes = inflateRawSync(Buffer.from(encoded, 'base64'), { maxOutputLength: messageLimits.maxBytes });
    return decodeUtf8(bytes, messageLimits, messageCauses);
  } catch (error) {
    throw error instanceof SsoFailure ? error : new SsoFailure('saml.malformed', 'not deflated');
  }
}

function byRedirect(query: string, { certificates }: Expected): XmlElement {
  const raw = rawParameters(query);
  const signature = decoded(raw.get('Signature'));
  const hash = hashes[decoded(raw.get('SigAlg'))];
  if (signature === '') throw new SsoFailure('saml.unsigned');
  if (!hash) throw new SsoFailure('saml.signature_algorithm', decoded(raw.get('SigAlg')).slice(0, 100));
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].filter((name) => raw.has(name));
  const text = Buffer.from(signed.map((name) => `${name}=${raw.get(name)}`).join('&'));
  const bytes = Buffer.from(signature, 'base64');
  if (!certificates.some((pem) => verify(hash, text, new X509Certificate(pem).publicKey, bytes)))
    throw new SsoFailure('saml.bad_signature');
  return rootOf(inflated(decoded(raw.get('SAMLRequest'))));
}

/** The library's own reading of requests mixes up causes; what is signed is read from the bytes that were. */
function byForm(encoded: string, { certificates }: Expected): XmlElement {
  const xml = decodeMessage(encoded);
  const root = rootOf(xml);
  if (!signatureOf(root)) throw new SsoFailure('saml.unsigned');
  const signed = signedBytes(xml, root, certificates);
  if (signed === undefined) throw new SsoFailure('saml.bad_signature');
  return rootOf(signed);
}

function rootOf(xml: string): XmlElement {
  const root = readXml(xml, messageLimits, messageCauses);
  if (!is(root, ns.protocol, 'LogoutRequest') || attribute(root, 'Version') !== '2.0')
    throw new SsoFailure('saml.not_a_response', root.localName);
  refuseComments(root);
  refuseDuplicateIds(root);
  refuseMisplaced(root, new Set([root, ...children(root, ns.signature, 'Signature')]));
  return root;
}

/** How long after it was made a request counts. */
const lifetimeMs = 10 * 60_000;

function usableUntil(root: XmlElement, now: Date): Date {
  const [issued, end] = [timeOf(root, 'IssueInstant'), timeOf(root, 'NotOnOrAfter')];
  const age = issued ? now.getTime() - issued.getTime() : Number.NaN;
  if (age < -clockSkewMs) throw new SsoFailure('saml.not_yet_valid');
  if (!(age <= lifetimeMs) || (end && end.getTime() + clockSkewMs <= now.getTime()))
    throw new SsoFailure('saml.expired');
  return new Date(issued!.getTime() + lifetimeMs + clockSkewMs);
}

/** @throws SsoFailure */
export function readLogoutRequest(message: LogoutMessage, expected: Expected): LogoutRequest {
  const root =
    'query' in message
      ? byRedirect(message.query, expected)
      : byForm(message.form.SAMLRequest ?? '', expected);
  checkIssuer(root, expected.idpEntityId, { mustHave: true });
  const destination = attribute(root, 'Destination');
  if (destination !== expected.logoutUrl)
    throw new SsoFailure('saml.wrong_destination', destination ?? 'absent');
  const id = attribute(root, 'ID');
  if (!id || id.length > 256) throw new SsoFailure('saml.not_a_response', 'no ID');
  return {
    id,
    nameId: nameIdIn(root).value,
    sessionIndexes: children(root, ns.protocol, 'SessionIndex').flatMap((one) => textOf(one)?.trim() || []),
    usableUntil: usableUntil(root, expected.now),
  };
}
