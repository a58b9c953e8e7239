/**
 * The signature. The library verifies it and hands out the bytes that were signed; the assertion is read from these
 * and from nothing else. Every signature that is there must hold, not just one of them.
 */
import { X509Certificate } from 'node:crypto';
import { SAML, type SamlConfig } from '@node-saml/node-saml';
import { SsoFailure } from '../errors.ts';
import { decrypt } from './decrypt.ts';
import type { XmlElement } from './dom.ts';
import type { ReadResponse } from './response.ts';
import { namedCertificates, signatureOf } from './signature-rules.ts';
import { signedBytes } from './signed-bytes.ts';
import { children, is, messageCauses, messageLimits, ns, readXml } from './xml.ts';

/** Two minutes of difference between our clock and the provider's. */
export const clockSkewMs = 120_000;

export interface Trust {
  /** The provider's, as PEM. */
  certificates: readonly string[];
  idpEntityId: string;
  spEntityId: string;
  acsUrl: string;
  /** Our private keys, as PEM: current, then previous. */
  decryptionKeys: readonly string[];
}

export interface SignedAssertion {
  assertion: XmlElement;
  wasEncrypted: boolean;
  /** What the library says when it judges by its own rules too. */
  secondOpinion(): Promise<void>;
}

interface Present {
  responseSigned: boolean;
  assertionSigned: boolean;
}

/** The library's own rules for an assertion are below its front door. */
class Library extends SAML {
  judge(assertion: string) {
    return this.processValidlySignedAssertionAsync(assertion, '', null);
  }
}

function libraryOf(
  trust: Trust,
  { responseSigned, assertionSigned }: Present,
  more: Partial<SamlConfig>,
): Library {
  return new Library({
    callbackUrl: trust.acsUrl,
    issuer: trust.spEntityId,
    idpCert: [...trust.certificates],
    wantAuthnResponseSigned: responseSigned,
    wantAssertionsSigned: assertionSigned,
    signatureAlgorithm: 'sha256',
    ...more,
  });
}

/** For signatures alone: what the assertion says is judged afterwards, rule by rule, with a cause for each. */
const signatureOnly = { audience: false, acceptedClockSkewMs: -1 } as const;

const strictRules = ({ spEntityId, idpEntityId }: Trust) => ({
  audience: spEntityId,
  acceptedClockSkewMs: clockSkewMs,
  idpIssuer: idpEntityId,
});

async function secondOpinion(judging: Promise<unknown>): Promise<void> {
  await judging.catch((error: unknown) => {
    throw new SsoFailure('saml.refused', error instanceof Error ? error.message : undefined, {
      cause: error,
    });
  });
}

/** @throws SsoFailure when a signature is missing or wrong */
export async function signedAssertion(
  encoded: string,
  response: ReadResponse,
  trust: Trust,
): Promise<SignedAssertion> {
  const { encrypted, responseSignature, assertionSignature } = response;
  if (encrypted) return openedAssertion(encrypted, response, trust);
  if (!responseSignature && !assertionSignature) throw new SsoFailure('saml.unsigned');
  const present = {
    responseSigned: responseSignature !== undefined,
    assertionSigned: assertionSignature !== undefined,
  };
  const ask = (more: Partial<SamlConfig>) =>
    libraryOf(trust, present, more).validatePostResponseAsync({ SAMLResponse: encoded });
  const { profile } = await ask(signatureOnly).catch((error: unknown) => {
    throw explain(error, [responseSignature, assertionSignature], trust);
  });
  const signed = profile?.getAssertionXml?.();
  if (signed === undefined) throw new SsoFailure('saml.refused', 'no assertion');
  return {
    assertion: readSigned(signed),
    wasEncrypted: false,
    secondOpinion: () => secondOpinion(ask(strictRules(trust))),
  };
}

/**
 * The library decrypts less than providers encrypt with, so here we do: from the bytes that the response's signature
 * covers where it has one, and to an assertion whose own signature is verified as for a plain one.
 */
function openedAssertion(encrypted: XmlElement, response: ReadResponse, trust: Trust): SignedAssertion {
  const { responseSignature } = response;
  const vouchedFor = responseSignature ? encryptedIn(signedResponse(response, trust)) : encrypted;
  const opened = decrypt(vouchedFor, trust.decryptionKeys);
  if (!responseSignature && !opened.signature) throw new SsoFailure('saml.unsigned');
  const signed = opened.signature
    ? signedBytes(opened.xml, opened.assertion, trust.certificates)
    : opened.xml;
  if (signed === undefined) throw explain(undefined, [opened.signature], trust);
  const present = {
    responseSigned: responseSignature !== undefined,
    assertionSigned: opened.signature !== undefined,
  };
  return {
    assertion: readSigned(signed),
    wasEncrypted: true,
    secondOpinion: () => secondOpinion(libraryOf(trust, present, strictRules(trust)).judge(signed)),
  };
}

function signedResponse({ xml, root, responseSignature }: ReadResponse, trust: Trust): string {
  const signed = signedBytes(xml, root, trust.certificates);
  if (signed === undefined) throw explain(undefined, [responseSignature], trust);
  return signed;
}

function encryptedIn(xml: string): XmlElement {
  const root = readXml(xml, messageLimits, messageCauses);
  const [encrypted] = is(root, ns.protocol, 'Response')
    ? children(root, ns.assertion, 'EncryptedAssertion')
    : [];
  if (!encrypted) throw new SsoFailure('saml.refused', 'no encrypted assertion was signed');
  return encrypted;
}

/** From the canonical bytes that were signed; their form is looked at again, because they are another document. */
function readSigned(xml: string): XmlElement {
  const root = readXml(xml, messageLimits, messageCauses);
  if (!is(root, ns.assertion, 'Assertion')) throw new SsoFailure('saml.not_a_response', root.localName);
  signatureOf(root);
  return root;
}

/** Whose key it was only explains: a certificate in the message is never trusted. */
function explain(
  error: unknown,
  signatures: readonly (XmlElement | undefined)[],
  { certificates }: Trust,
): SsoFailure {
  const said = error instanceof Error ? error.message : '';
  // The library reads times even when it is told not to judge them.
  const [, time] = /^Error parsing (\w+)/.exec(said) ?? [];
  if (time) return new SsoFailure('saml.conditions', `${time}: absent or no time`, { cause: error });
  const named = signatures.flatMap((signature) => (signature ? namedCertificates(signature) : []));
  const trusted = certificates.map((pem) => new X509Certificate(pem).raw.toString('base64'));
  const stranger = named.find((one) => !trusted.includes(one));
  if (stranger === undefined) return new SsoFailure('saml.bad_signature', undefined, { cause: error });
  return new SsoFailure('saml.unknown_certificate', fingerprintOf(stranger), { cause: error });
}

function fingerprintOf(certificate: string): string {
  try {
    return `SHA-256 ${new X509Certificate(Buffer.from(certificate, 'base64')).fingerprint256}`;
  } catch {
    return 'an unreadable certificate';
  }
}
