/** Switches that change what is said, and sign it well: only rules can catch it (saml-profiles section 4.1.4). */
import type { Scene, Switch } from '../switch.ts';
import type { AssertionFacts, ResponseFacts } from './message.ts';
import { victimOf } from './misbehaviours-wrapping.ts';
import { authnContexts, confirmationMethods, nameIdFormats, status } from './names.ts';
import type { SamlScene, SamlSpoiler } from './switch.ts';

const where = 'SAML response';
const response = (
  does: string,
  change: (facts: ResponseFacts, saml: SamlScene, scene: Scene) => void,
): Switch => ({ where, does, saml: { message: ({ facts }, saml, scene) => change(facts, saml, scene) } });
const assertion = (
  does: string,
  change: (facts: AssertionFacts, saml: SamlScene, scene: Scene) => void,
): Switch =>
  response(does, ({ assertions }, saml, scene) => {
    for (const one of assertions) change(one, saml, scene);
  });
const confirmation = (
  does: string,
  change: (facts: AssertionFacts['confirmations'][number], scene: Scene) => void,
): Switch =>
  assertion(does, ({ confirmations }, _saml, scene) => {
    for (const one of confirmations) change(one, scene);
  });
const form = (does: string, change: NonNullable<SamlSpoiler['form']>): Switch => ({
  where: 'SAML form',
  does,
  saml: { form: change },
});

const evil = 'https://evil.example/';
const hour = 3600;
const emails = (attributes: AssertionFacts['attributes']) =>
  attributes.filter(({ name }) => /mail|claims\/name$/i.test(name));

/** The address where the organization says it, and the NameID where that is one. */
function sayEmail(facts: AssertionFacts, email: string): void {
  for (const attribute of emails(facts.attributes)) attribute.values = [email];
  if (facts.nameId?.value.includes('@')) facts.nameId.value = email;
}

const timeSwitches = {
  'saml-expired': assertion('expired an hour ago', (a, _saml, { now }) => {
    a.issueInstant = now - 2 * hour;
    a.conditions = { ...a.conditions!, notBefore: now - 2 * hour, notOnOrAfter: now - hour };
    for (const c of a.confirmations) c.notOnOrAfter = now - hour;
  }),
  'saml-expired-conditions': assertion('has conditions that expired an hour ago', (a, _saml, { now }) => {
    a.conditions!.notOnOrAfter = now - hour;
  }),
  'saml-expired-confirmation': confirmation('has a confirmation that expired an hour ago', (c, { now }) => {
    c.notOnOrAfter = now - hour;
  }),
  'saml-not-yet-valid': assertion('is valid only in an hour', (a, _saml, { now }) => {
    a.conditions!.notBefore = now + hour;
    a.conditions!.notOnOrAfter = now + 2 * hour;
  }),
  'saml-issued-in-future': response('is issued only in an hour', (r, _saml, { now }) => {
    r.issueInstant = now + hour;
    for (const a of r.assertions) a.issueInstant = now + hour;
  }),
  'saml-issued-long-ago': response('was issued a month ago and is still valid', (r, _saml, { now }) => {
    r.issueInstant = now - 720 * hour;
    for (const a of r.assertions) a.issueInstant = now - 720 * hour;
  }),
  'saml-no-confirmation-expiry': confirmation('has a confirmation that never expires', (c) => {
    c.notOnOrAfter = undefined;
  }),
  'saml-confirmation-not-before': confirmation(
    'has a confirmation with NotBefore, which bearers must not have',
    (c, { now }) => {
      c.notBefore = now + hour;
    },
  ),
} as const satisfies Record<string, Switch>;

const addressSwitches = {
  'saml-wrong-audience': assertion('is meant for another service provider', (a) => {
    a.conditions!.audiences = [`${evil}metadata`];
  }),
  'saml-missing-audience': assertion('is meant for nobody in particular', (a) => {
    a.conditions!.audiences = [];
  }),
  'saml-blank-audience': assertion('names nobody and then the service provider', (a) => {
    a.conditions!.audiences.unshift('');
  }),
  'saml-missing-conditions': assertion('has no conditions', (a) => {
    a.conditions = undefined;
  }),
  'saml-wrong-recipient': confirmation('names another recipient', (c) => {
    c.recipient = `${evil}acs`;
  }),
  'saml-missing-recipient': confirmation('names no recipient', (c) => {
    c.recipient = undefined;
  }),
  'saml-recipient-longer': confirmation('names a recipient whose address begins with the right one', (c) => {
    c.recipient = `${c.recipient}.evil.example`;
  }),
  'saml-wrong-destination': response('names another destination', (r) => {
    r.destination = `${evil}acs`;
  }),
  'saml-wrong-issuer': assertion('names another issuer in the assertion', (a) => {
    a.issuer = evil;
  }),
  'saml-wrong-response-issuer': response('names another issuer in the response', (r) => {
    r.issuer = evil;
  }),
  'saml-missing-issuer': assertion('names no issuer in the assertion', (a) => {
    a.issuer = undefined;
  }),
  'saml-wrong-in-response-to': response('answers another request', (r) => {
    r.inResponseTo = '_another-request';
    for (const a of r.assertions) for (const c of a.confirmations) c.inResponseTo = '_another-request';
  }),
  'saml-wrong-confirmation-request': confirmation('confirms the answer to another request', (c) => {
    c.inResponseTo = '_another-request';
  }),
  'saml-missing-in-response-to': response('does not say which request it answers', (r) => {
    r.inResponseTo = undefined;
    for (const a of r.assertions) for (const c of a.confirmations) c.inResponseTo = undefined;
  }),
  'saml-missing-confirmation': assertion('has no confirmation', (a) => {
    a.confirmations = [];
  }),
  'saml-holder-of-key': confirmation('is for the holder of a key', (c) => {
    c.method = confirmationMethods.holderOfKey;
  }),
  'saml-sender-vouches': confirmation('is vouched for by its sender', (c) => {
    c.method = confirmationMethods.senderVouches;
  }),
} as const satisfies Record<string, Switch>;

const contentSwitches = {
  'saml-status-failed': response('says that it failed, with an assertion', (r) => {
    r.status = { code: status('Responder'), nested: status('AuthnFailed'), message: '<b>no</b>' };
  }),
  'saml-status-denied': response('says that it is denied, without an assertion', (r) => {
    r.status = { code: status('Responder'), nested: status('RequestDenied'), message: 'Access denied.' };
    r.assertions = [];
  }),
  'saml-status-nested-success': response('says that it failed successfully', (r) => {
    r.status = { code: status('Requester'), nested: status('Success') };
  }),
  'saml-no-authn-context': response('says that it can not sign in as strongly as it was asked', (r) => {
    r.status = { code: status('Responder'), nested: status('NoAuthnContext') };
    r.assertions = [];
  }),
  'saml-response-1-1': response('says that the response is of version 1.1', (r) => {
    r.version = '1.1';
  }),
  'saml-assertion-1-1': assertion('says that the assertion is of version 1.1', (a) => {
    a.version = '1.1';
  }),
  'saml-no-assertion': response('succeeds without an assertion', (r) => {
    r.assertions = [];
  }),
  'saml-no-sign-in': assertion('does not say that anybody signed in', (a) => {
    a.authn = undefined;
  }),
  'saml-old-sign-in': assertion('says that the person signed in yesterday', (a, _saml, { now }) => {
    if (a.authn) a.authn.instant = now - 86_400;
  }),
  'saml-other-context': assertion('says that the person came by phone', (a) => {
    a.authn = { ...a.authn!, context: authnContexts.unspecified };
  }),
  'saml-missing-id': {
    where,
    does: 'signs the response, whose assertion has no ID',
    saml: {
      message({ facts, packing }) {
        packing.sign = 'response';
        for (const a of facts.assertions) a.id = undefined;
      },
    },
  },
  'saml-transient-nameid': assertion('names the person differently at each sign-in', (a) => {
    a.nameId = { value: `_${crypto.randomUUID()}`, format: nameIdFormats.transient };
  }),
  'saml-nameid-changes': assertion('names the person differently without saying that it does', (a) => {
    if (a.nameId) a.nameId.value = `changed-${crypto.randomUUID()}`;
  }),
  'saml-empty-nameid': assertion('has an empty NameID', (a) => {
    if (a.nameId) a.nameId.value = '';
  }),
  'saml-blank-nameid': assertion('has a NameID of blanks', (a) => {
    if (a.nameId) a.nameId.value = ' \u00a0 ';
  }),
  'saml-missing-nameid': assertion('has no NameID', (a) => {
    a.nameId = undefined;
  }),
  'saml-long-nameid': assertion('has a NameID of 10,000 characters', (a) => {
    if (a.nameId) a.nameId.value = 'n'.repeat(10_000);
  }),
  'saml-foreign-email': assertion(
    'claims an address of a domain that is not theirs (option value)',
    (a, _s, scene) => sayEmail(a, scene.options.value ?? 'ceo@victim.example'),
  ),
  'saml-missing-email': assertion('says no address', (a) => {
    a.attributes = a.attributes.filter((one) => !emails([one]).length);
    if (a.nameId?.value.includes('@')) a.nameId = { value: 'somebody', format: nameIdFormats.persistent };
  }),
  'saml-email-values': assertion('says two addresses in one attribute', (a, saml, scene) => {
    for (const attribute of emails(a.attributes)) attribute.values.unshift(victimOf(saml, scene));
  }),
  'saml-attribute-twice': assertion('says the address in two attributes of one name', (a, saml, scene) => {
    const copies = emails(a.attributes).map((one) => ({ ...one, values: [victimOf(saml, scene)] }));
    a.attributes = [...copies, ...a.attributes];
  }),
  'saml-hostile-profile': assertion('puts markup, bidi and prototype names into attributes', (a) => {
    for (const { name, values } of a.attributes)
      if (/displayname|^name$|claims\/givenname|givenName/i.test(name))
        values.splice(0, values.length, '\u202e<img src=x onerror=alert(1)>javascript:');
    a.attributes = [...a.attributes, { name: '__proto__', values: ['polluted'] }];
  }),
} as const satisfies Record<string, Switch>;

const conveyanceSwitches = {
  'saml-replayed-response': form('sends the previous response again', (fields, { last }) => {
    const previous = last?.form.find(([name]) => name === 'SAMLResponse');
    const own = fields.find(([name]) => name === 'SAMLResponse');
    if (previous && own) own[1] = previous[1];
  }),
  'saml-reused-assertion-id': response('gives the assertion the ID of the previous one', (r, { last }) => {
    const id = last?.facts.assertions[0]?.id;
    for (const a of r.assertions) a.id = id ?? a.id;
  }),
  'saml-foreign-relay-state': form(
    'returns the RelayState of another attempt (option value)',
    (fields, _saml, { options }) => {
      for (const field of fields)
        if (field[0] === 'RelayState') field[1] = options.value ?? 'of-another-attempt';
    },
  ),
  'saml-missing-relay-state': form('returns no RelayState', (fields) => {
    fields.splice(0, fields.length, ...fields.filter(([name]) => name !== 'RelayState'));
  }),
  'saml-several-responses': form('sends the SAMLResponse field twice', (fields) => {
    fields.push(['SAMLResponse', Buffer.from('<x/>').toString('base64')]);
  }),
  'saml-several-relay-states': form('sends the RelayState field twice', (fields) => {
    fields.push(['RelayState', 'second']);
  }),
  'saml-no-response': form('sends no SAMLResponse field', (fields) => {
    fields.splice(0, fields.length, ...fields.filter(([name]) => name !== 'SAMLResponse'));
  }),
  'saml-not-base64': form('sends what is no base64', (fields) => {
    for (const field of fields) if (field[0] === 'SAMLResponse') field[1] = '%%% not base64 %%%';
  }),
  'saml-base64-of-base64': form('sends the response in base64 twice', (fields) => {
    for (const field of fields)
      if (field[0] === 'SAMLResponse') field[1] = Buffer.from(field[1]).toString('base64');
  }),
} as const satisfies Record<string, Switch>;

export const assertionSwitches = {
  ...timeSwitches,
  ...addressSwitches,
  ...contentSwitches,
  ...conveyanceSwitches,
} as const satisfies Record<string, Switch>;
