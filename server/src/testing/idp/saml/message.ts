/** A response as facts, which the misbehaviours may change, and as the XML that carries them (saml-core section 3.3.3). */
import type { Encryption } from './encrypt.ts';
import {
  confirmationMethods,
  type SignedPart,
  assertionNamespace as saml,
  protocolNamespace as samlp,
} from './names.ts';
import type { Attribute } from './profile.ts';
import type { Signing } from './sign.ts';
import { isoTime, write, type Xml } from './xml.ts';

export interface Confirmation {
  method: string;
  recipient?: string;
  /** Seconds since 1970, as all times here. */
  notOnOrAfter?: number;
  notBefore?: number;
  inResponseTo?: string;
}

export interface AssertionFacts {
  id?: string;
  version: string;
  issueInstant: number;
  issuer?: string;
  nameId?: { value: string; format?: string; spNameQualifier?: string };
  confirmations: Confirmation[];
  conditions?: { notBefore?: number; notOnOrAfter?: number; audiences: string[] };
  authn?: { instant: number; sessionIndex?: string; context: string };
  attributes: Attribute[];
}

export interface ResponseFacts {
  id: string;
  version: string;
  issueInstant: number;
  destination?: string;
  inResponseTo?: string;
  issuer?: string;
  status: { code: string; nested?: string; message?: string };
  assertions: AssertionFacts[];
}

/** How the facts are packed. */
export interface Packing {
  sign: SignedPart | 'nothing';
  signing: Signing;
  /** The certificate that assertions are encrypted for. */
  encryptFor?: string;
  encryption?: Encryption;
  typedValues: boolean;
}

const at = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : isoTime(seconds);

function subject({ nameId, confirmations }: AssertionFacts): Xml | undefined {
  if (!nameId && confirmations.length === 0) return undefined;
  return {
    'saml:NameID': nameId && {
      '@Format': nameId.format,
      '@SPNameQualifier': nameId.spNameQualifier,
      '#text': nameId.value,
    },
    'saml:SubjectConfirmation': confirmations.map((c) => ({
      '@Method': c.method,
      'saml:SubjectConfirmationData': {
        '@InResponseTo': c.inResponseTo,
        '@NotBefore': at(c.notBefore),
        '@NotOnOrAfter': at(c.notOnOrAfter),
        '@Recipient': c.recipient,
      },
    })),
  };
}

function conditions({ conditions: c }: AssertionFacts): Xml | undefined {
  if (!c) return undefined;
  return {
    '@NotBefore': at(c.notBefore),
    '@NotOnOrAfter': at(c.notOnOrAfter),
    ...(c.audiences.length > 0 && { 'saml:AudienceRestriction': { 'saml:Audience': c.audiences } }),
  };
}

function attributeStatement({ attributes }: AssertionFacts, typed: boolean): Xml | undefined {
  if (attributes.length === 0) return undefined;
  const type = typed
    ? {
        '@xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        '@xsi:type': 'xs:string',
      }
    : {};
  return {
    'saml:Attribute': attributes.map(({ name, nameFormat, values }) => ({
      '@Name': name,
      '@NameFormat': nameFormat,
      'saml:AttributeValue': values.map((value): Xml => ({ ...type, '#text': value })),
    })),
  };
}

function authnStatement({ authn }: AssertionFacts): Xml | undefined {
  return (
    authn && {
      '@AuthnInstant': at(authn.instant),
      '@SessionIndex': authn.sessionIndex,
      'saml:AuthnContext': { 'saml:AuthnContextClassRef': authn.context },
    }
  );
}

function assertion(facts: AssertionFacts, typed: boolean): Xml {
  return {
    '@xmlns:saml': saml,
    '@ID': facts.id,
    '@IssueInstant': at(facts.issueInstant),
    '@Version': facts.version,
    'saml:Issuer': facts.issuer,
    'saml:Subject': subject(facts),
    'saml:Conditions': conditions(facts),
    'saml:AuthnStatement': authnStatement(facts),
    'saml:AttributeStatement': attributeStatement(facts, typed),
  };
}

export function responseXml(facts: ResponseFacts, typed: boolean): string {
  const { code, nested, message } = facts.status;
  return write({
    'samlp:Response': {
      '@xmlns:samlp': samlp,
      '@ID': facts.id,
      '@Version': facts.version,
      '@IssueInstant': at(facts.issueInstant),
      '@Destination': facts.destination,
      '@InResponseTo': facts.inResponseTo,
      'saml:Issuer': facts.issuer === undefined ? undefined : { '@xmlns:saml': saml, '#text': facts.issuer },
      'samlp:Status': {
        'samlp:StatusCode': {
          '@Value': code,
          'samlp:StatusCode': nested === undefined ? undefined : { '@Value': nested },
        },
        'samlp:StatusMessage': message,
      },
      'saml:Assertion': facts.assertions.map((a) => assertion(a, typed)),
    },
  });
}

export const bearer = (facts: Omit<Confirmation, 'method'>): Confirmation => ({
  method: confirmationMethods.bearer,
  ...facts,
});
