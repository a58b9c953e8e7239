/**
 * Who a judged assertion is about: the key that names the person for ever, the profile, and what their address is
 * worth. A SAML provider's word verifies an address only inside the domains that its connector has proved.
 */
import { type EmailAddress, parseEmail } from '../../../protocol/identifiers.ts';
import { lastingClaims, shortenEmail } from '../../../protocol/oidc-claims.ts';
import { SsoFailure } from '../errors.ts';
import { mappedProfile, personOf } from '../mapping/attributes.ts';
import type { SamlConfig, SamlRules } from '../presets/saml-preset.ts';
import type { Connector, ExternalIdentity } from '../schema.ts';
import { noteAddress, pass, rule, type SsoTrace, skip } from '../trace.ts';
import type { JudgedAssertion } from './assertion.ts';
import { type Attributes, attributesOf, type NameId, nameIdFormats, nameIdOf, single } from './subject.ts';

/** Enough for some 1,500 groups: the mapping of roles looks at what is kept. */
const keptBytes = 64 * 1_024;

interface Facts {
  connector: Connector;
  config: SamlConfig;
  rules: SamlRules;
  issuer: string;
  judged: JudgedAssertion;
  trace: SsoTrace;
}

/** What administrators and mappings see: the attributes by their names, and the three facts beside them. */
export function claimsOf(
  { judged, config, rules }: Pick<Facts, 'judged' | 'config' | 'rules'>,
  nameId: NameId,
) {
  const attributes = attributesOf(judged.assertion);
  const groups = attributes[config.groupsAttribute ?? rules.groupsAttribute];
  const claims: Attributes = {
    ...attributes,
    nameId: nameId.value,
    nameIdFormat: nameId.format,
    ...(judged.sessionIndex !== undefined && { sessionIndex: judged.sessionIndex }),
    ...(judged.authnContext !== undefined && { authnContext: judged.authnContext }),
    ...(groups !== undefined && { groups: Array.isArray(groups) ? groups : [groups] }),
  };
  return { attributes, claims };
}

const entraObjectId = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const entraTenantId = 'http://schemas.microsoft.com/identity/claims/tenantid';

/** A configured attribute; Entra's object in its tenant; else the NameID, unless it is a new one every time. */
function keyOf({ config, rules }: Facts, attributes: Attributes, nameId: NameId): string {
  if (config.keyAttribute !== undefined) {
    const key = single(attributes, config.keyAttribute);
    if (key === undefined || key.length > 256)
      throw new SsoFailure('saml.key_attribute', config.keyAttribute);
    return key;
  }
  const [tenant, object] = [single(attributes, entraTenantId), single(attributes, entraObjectId)];
  if (rules.identityKey === 'entra-object' && tenant && object) return `${tenant}/${object}`;
  if (nameId.format === nameIdFormats.transient) throw new SsoFailure('saml.nameid_transient');
  return nameId.value;
}

/** Entra's directory is one, whatever address its metadata came from. */
function checkTenant({ issuer, rules }: Facts, attributes: Attributes): string {
  const tenant = single(attributes, entraTenantId);
  if (rules.identityKey !== 'entra-object' || tenant === undefined || issuer.includes(`/${tenant}/`))
    return tenant ?? 'not named';
  throw new SsoFailure('entra.tenant_not_allowed', `tenantid: ${tenant}`);
}

function emailOf({ connector }: Facts, text: string | undefined): EmailAddress | undefined {
  const email = text === undefined ? undefined : parseEmail(text);
  if (!email) return undefined;
  if (connector.domains.some(({ name }) => name === email.domain)) return email;
  throw new SsoFailure('email.outside_domains', shortenEmail(email.address));
}

/** Of several addresses the first may be one that the person gave themselves: none of them may open an account. */
function refuseSeveral(attributes: Attributes, source: string | undefined): void {
  const values = source !== undefined && Object.hasOwn(attributes, source) ? attributes[source] : undefined;
  if (!Array.isArray(values)) return;
  const different = new Set(values.map((value) => value.toLowerCase()));
  if (different.size > 1) throw new SsoFailure('saml.email_ambiguous', `${different.size} in ${source}`);
}

function recordAddress(trace: SsoTrace, verified: boolean): void {
  if (verified) pass(trace, 'email.verified', 'its domain is proved');
  else skip(trace, 'email.verified', 'The address does not count as verified: no account is linked by it.');
}

export async function identify(facts: Facts): Promise<ExternalIdentity> {
  const { connector, rules, issuer, judged, trace } = facts;
  const nameId = await rule(
    trace,
    'saml.nameid',
    () => nameIdOf(judged.assertion),
    ({ format }) => format,
  );
  const { attributes, claims } = claimsOf(facts, nameId);
  if (rules.identityKey === 'entra-object')
    await rule(trace, 'entra.tenant', () => checkTenant(facts, attributes));
  const subject = await rule(
    trace,
    'identity.key',
    () => keyOf(facts, attributes, nameId),
    (key) => key,
  );
  const byNameId = nameId.format === nameIdFormats.emailAddress || rules.nameIdIsEmail;
  const kept = lastingClaims(claims, keptBytes);
  const profile = mappedProfile(kept, rules.attributes, connector.attributeMapping);
  const address = profile.email ?? (byNameId ? nameId.value : undefined);
  const email = await rule(
    trace,
    'email.domain',
    () => {
      noteAddress(trace, address);
      refuseSeveral(attributes, profile.from.email);
      return emailOf(facts, address);
    },
    (found) => (found ? shortenEmail(found.address) : 'no address sent'),
  );
  const domainProved = connector.domains.some(
    ({ name, provedAt }) => name === email?.domain && provedAt !== null,
  );
  recordAddress(trace, domainProved);
  return {
    connectorId: connector.id,
    issuer,
    subject,
    upstreamSub: nameId.value,
    ...(email && { email: email.address }),
    emailVerified: domainProved,
    domainProved,
    ...personOf(profile),
    claims: kept,
  };
}
