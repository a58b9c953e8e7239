/** DESIGN section 7 as tables: every combination that decides whose account an external identity opens. */
import { describe, expect, it } from 'vitest';
import type { User } from '../users/index.ts';
import { profileChanges } from './mapping/profile.ts';
import { decide, emailChange, enforces, type LinkFacts } from './policy.ts';
import type { ConnectorDomain, ExternalIdentity } from './schema.ts';

const user = (changes: Partial<User> = {}): User => ({
  id: 'usr_1',
  username: null,
  email: 'anna@acme.example',
  emailVerified: true,
  phone: null,
  phoneVerified: false,
  name: 'Anna',
  picture: null,
  profile: {},
  customData: {},
  hasPassword: false,
  suspendedAt: null,
  passwordChangedAt: null,
  sessionsValidAfter: null,
  lastSignInAt: null,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  ...changes,
});

const identity = (changes: Partial<ExternalIdentity> = {}): ExternalIdentity => ({
  connectorId: 'acme',
  issuer: 'https://idp.example',
  subject: 's',
  upstreamSub: 's',
  email: 'anna@acme.example',
  emailVerified: true,
  domainProved: true,
  claims: {},
  ...changes,
});

const facts = (changes: Partial<LinkFacts> = {}): LinkFacts => ({
  identity: identity(),
  linked: undefined,
  ofEmail: undefined,
  identitiesOfEmail: [],
  provedUserId: undefined,
  ...changes,
});

describe('the decision', () => {
  const suspended = user({ suspendedAt: new Date(0) });
  const unverified = identity({ emailVerified: false });
  const unproved = identity({ domainProved: false });
  const mailless = identity({ email: undefined, emailVerified: false, domainProved: false });

  it.each<[string, Partial<LinkFacts>, object]>([
    ['linked: signs in', { linked: user() }, { action: 'sign-in' }],
    ['linked, whatever the address says', { linked: user(), identity: unverified }, { action: 'sign-in' }],
    ['linked, without an address', { linked: user(), identity: mailless }, { action: 'sign-in' }],
    ['linked and suspended', { linked: suspended }, { action: 'refuse', cause: 'user.suspended' }],
    ['new, verified', {}, { action: 'create' }],
    ['new, verified, domain not proved', { identity: unproved }, { action: 'create' }],
    ['new, unverified', { identity: unverified }, { action: 'refuse', cause: 'email.unverified' }],
    ['new, without an address', { identity: mailless }, { action: 'refuse', cause: 'email.missing' }],
    ['known address, all proved', { ofEmail: user() }, { action: 'link' }],
    ['known address, suspended', { ofEmail: suspended }, { action: 'refuse', cause: 'user.suspended' }],
    [
      'known address, unverified there',
      { ofEmail: user(), identity: unverified },
      { action: 'prove-local-account', reason: 'email-unverified' },
    ],
    [
      'known address, domain not proved',
      { ofEmail: user(), identity: unproved },
      { action: 'prove-local-account', reason: 'domain-unproved' },
    ],
    [
      'known address, unverified here',
      { ofEmail: user({ emailVerified: false }) },
      { action: 'prove-local-account', reason: 'local-email-unverified' },
    ],
    ['proved just now', { ofEmail: user(), identity: unverified, provedUserId: 'usr_1' }, { action: 'link' }],
    [
      'proved just now but suspended',
      { ofEmail: suspended, identity: unverified, provedUserId: 'usr_1' },
      { action: 'refuse', cause: 'user.suspended' },
    ],
    [
      'proved as somebody else',
      { ofEmail: user(), identity: unverified, provedUserId: 'usr_2' },
      { action: 'prove-local-account' },
    ],
    [
      'address of a predecessor',
      { ofEmail: user(), identitiesOfEmail: [identity({ subject: 'old' })] },
      { action: 'refuse', cause: 'identity.other_person' },
    ],
    [
      'address of a predecessor, account proved',
      { ofEmail: user(), identitiesOfEmail: [identity({ subject: 'old' })], provedUserId: 'usr_1' },
      { action: 'refuse', cause: 'identity.other_person' },
    ],
    [
      'linked a moment ago by another request',
      { ofEmail: user({ emailVerified: false }), identitiesOfEmail: [identity()] },
      { action: 'sign-in' },
    ],
    [
      'identity at another connector',
      { ofEmail: user(), identitiesOfEmail: [identity({ connectorId: 'other' })] },
      { action: 'link' },
    ],
  ])('%s', (_, given, expected) => expect(decide(facts(given))).toMatchObject(expected));

  it('without linking nobody is signed in as an existing user unless address, domain and account are proved', () => {
    const booleans = [true, false];
    for (const emailVerified of booleans)
      for (const domainProved of booleans)
        for (const local of booleans) {
          const decision = decide(
            facts({
              identity: identity({ emailVerified, domainProved }),
              ofEmail: user({ emailVerified: local }),
            }),
          );
          expect(decision.action === 'link').toBe(emailVerified && domainProved && local);
        }
  });
});

describe('enforcement', () => {
  const domain = (name: string, provedAt: Date | null): ConnectorDomain => ({
    name,
    connectorId: 'acme',
    proofToken: 't',
    provedAt,
    provedBy: null,
    lastCheckedAt: null,
    missingSince: null,
    createdAt: new Date(0),
  });
  it.each([
    [true, new Date(0), true],
    [true, null, false],
    [false, new Date(0), false],
  ])('enabled %s, proved %s: %s', (enabled, provedAt, expected) =>
    expect(
      enforces({ enabled, enforced: true, domains: [domain('acme.example', provedAt)] }, 'acme.example'),
    ).toBe(expected),
  );
  it('is for the exact domain', () =>
    expect(
      enforces(
        { enabled: true, enforced: true, domains: [domain('acme.example', new Date(0))] },
        'eu.acme.example',
      ),
    ).toBe(false));
});

describe('what of a profile is taken over', () => {
  const given = identity({ name: 'Anna Berg', givenName: 'Anna', familyName: 'Berg' });

  it('always: what the provider says wins, and what it does not say stays', () => {
    const before = user({
      profile: { given_name: 'Old', locale: 'de' },
      picture: 'https://cdn.example/a.png',
    });
    expect(profileChanges(before, given, 'every-sign-in', false)).toEqual({
      name: 'Anna Berg',
      profile: { given_name: 'Anna', family_name: 'Berg', locale: 'de' },
    });
  });
  it('on the first sign-in only gaps are filled, afterwards nothing', () => {
    expect(profileChanges(user(), given, 'first-sign-in', true)).toEqual({
      profile: { given_name: 'Anna', family_name: 'Berg' },
    });
    expect(profileChanges(user({ name: null }), given, 'first-sign-in', false)).toBeUndefined();
  });
  it('nothing new is no change', () => {
    const same = user({ name: 'Anna Berg', profile: { given_name: 'Anna', family_name: 'Berg' } });
    expect(profileChanges(same, given, 'every-sign-in', false)).toBeUndefined();
  });

  it.each([
    [
      'the same in another spelling',
      user({ email: 'ANNA@acme.example' }),
      identity(),
      'every-sign-in',
      'none',
    ],
    ['the same, unverified here', user({ emailVerified: false }), identity(), 'first-sign-in', 'verify'],
    ['another', user(), identity({ email: 'a.berg@acme.example' }), 'every-sign-in', 'replace'],
    ['another, not followed', user(), identity({ email: 'a.berg@acme.example' }), 'first-sign-in', 'none'],
    [
      'another, unverified',
      user(),
      identity({ email: 'a.berg@acme.example', emailVerified: false }),
      'every-sign-in',
      'none',
    ],
    ['the first', user({ email: null }), identity(), 'first-sign-in', 'replace'],
    ['none', user(), identity({ email: undefined }), 'every-sign-in', 'none'],
  ] as const)('address: %s', (_, before, from, sync, change) =>
    expect(emailChange(before, from, sync)).toBe(change),
  );
});
