/** From facts to the XML that is sent: signed, encrypted, or both, in that order (saml-core section 6.1). */
import { type Encryption, encryptedAssertion } from './encrypt.ts';
import { type Packing, type ResponseFacts, responseXml } from './message.ts';
import { assertionNamespace } from './names.ts';
import { signElement } from './sign.ts';
import { elements, parse, serialize } from './xml.ts';

export async function pack(facts: ResponseFacts, packing: Packing): Promise<string> {
  const { sign, signing, encryptFor, encryption } = packing;
  const document = parse(responseXml(facts, packing.typedValues));
  const assertions = elements(document, assertionNamespace, 'Assertion');
  if (sign === 'assertion' || sign === 'both') for (const one of assertions) signElement(one, signing);
  if (encryptFor !== undefined) for (const one of assertions) await encrypt(one, encryptFor, encryption);
  // An error has nothing but the response to sign.
  const whole = sign === 'response' || sign === 'both' || (sign === 'assertion' && assertions.length === 0);
  if (whole) signElement(document.documentElement, signing);
  return serialize(document);
}

async function encrypt(assertion: Element, certificate: string, how?: Encryption): Promise<void> {
  const hidden = parse(await encryptedAssertion(serialize(assertion), certificate, how)).documentElement;
  const { ownerDocument, parentNode } = assertion;
  parentNode!.replaceChild(ownerDocument.importNode(hidden, true), assertion);
}
