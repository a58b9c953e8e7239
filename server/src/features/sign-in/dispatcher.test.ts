/** DESIGN section 6: the flow as a table. Each line is a situation and the step that has to come next. */
import { describe, expect, test } from 'vitest';
import type { AttemptState } from './attempt.ts';
import { readState } from './attempt.ts';
import { mayOpen, nextStep } from './dispatcher.ts';
import { flow, type Situation } from './flow.ts';
import { directConnector, firstScreen, narrowIdentifiers } from './parameters.ts';

const everything = {
  password: true,
  emailCode: true,
  registration: true,
  verifyEmail: true,
  singleSignOn: true,
};

type Over = Partial<Omit<Situation, 'policy'>> & { policy?: Partial<Situation['policy']> };

function situation(over: Over = {}): Situation {
  return {
    prompt: 'login',
    firstScreen: 'sign-in',
    directConnectorId: undefined,
    organizationConnectorIds: [],
    asksForFactor: false,
    sessionUserId: undefined,
    confirms: false,
    state: {},
    ...over,
    policy: { ...everything, ...over.policy },
  };
}

const state = (value: AttemptState) => ({ state: value });
const registerCode = { id: 'cod_1', purpose: 'register', identifier: 'a@example.com' } as const;
const bySso = { kind: 'sso', userId: 'usr_b', connectorId: 'acme' } as const;
const link = { userId: 'usr_a', connectorId: 'acme', identity: {}, trace: {} };
const acme = { email: 'a@acme.example', connectorIds: ['acme'] };

describe('the next step', () => {
  test.each<[string, Over, string]>([
    // Where it begins.
    ['nothing is known yet', {}, 'identifier'],
    ['first_screen=register', { firstScreen: 'register' }, 'register'],
    [
      'first_screen=register, but registration is off',
      { firstScreen: 'register', policy: { registration: false } },
      'identifier',
    ],
    ['first_screen=single_sign_on', { firstScreen: 'sso' }, 'sso'],
    [
      'first_screen=single_sign_on, but SSO is off',
      { firstScreen: 'sso', policy: { singleSignOn: false } },
      'identifier',
    ],
    ['first_screen=reset_password', { firstScreen: 'forgot-password' }, 'forgot-password'],
    [
      'first_screen=reset_password, but there are no passwords',
      { firstScreen: 'forgot-password', policy: { password: false } },
      'identifier',
    ],
    ['direct_sign_in', { directConnectorId: 'acme' }, 'start-sso'],
    [
      'direct_sign_in failed and the person chose another way',
      { directConnectorId: 'acme', ...state({ road: 'sign-in', identifier: 'alice' }) },
      'password',
    ],
    // Signing in.
    ['an identifier was typed', state({ road: 'sign-in', identifier: 'alice' }), 'password'],
    [
      'the person went from register back to sign-in',
      { firstScreen: 'register', ...state({ road: 'sign-in', identifier: 'alice' }) },
      'password',
    ],
    [
      'a sign-in code was sent',
      state({ road: 'sign-in', identifier: 'a@example.com', code: { ...registerCode, purpose: 'sign-in' } }),
      'email-code',
    ],
    [
      'passwords are off',
      { ...state({ road: 'sign-in', identifier: 'alice' }), policy: { password: false } },
      'identifier',
    ],
    // Registering.
    [
      'an address to register was typed',
      state({ road: 'register', registration: { email: 'a@example.com' }, code: registerCode }),
      'verify-email',
    ],
    [
      'the address is proved',
      state({
        road: 'register',
        registration: { email: 'a@example.com' },
        code: { ...registerCode, proved: true },
      }),
      'register-password',
    ],
    [
      'addresses need no proof',
      {
        ...state({ road: 'register', registration: { email: 'a@example.com' } }),
        policy: { verifyEmail: false },
      },
      'register-password',
    ],
    [
      'a username needs no proof',
      state({ road: 'register', registration: { username: 'alice' } }),
      'register-password',
    ],
    [
      'registration was switched off half-way',
      {
        ...state({ road: 'register', registration: { username: 'alice' } }),
        policy: { registration: false },
      },
      'identifier',
    ],
    // Resetting a password.
    [
      'a reset code was sent',
      state({ road: 'forgot-password', code: { ...registerCode, purpose: 'reset-password' } }),
      'reset-code',
    ],
    [
      'the reset code is proved',
      state({ road: 'forgot-password', code: { ...registerCode, purpose: 'reset-password', proved: true } }),
      'reset-password',
    ],
    // Single sign-on.
    [
      'the address belongs to one connector',
      state({ road: 'sign-in', sso: { ...acme, chosen: 'acme' } }),
      'start-sso',
    ],
    [
      'the address belongs to several',
      state({ road: 'sign-in', sso: { ...acme, connectorIds: ['a', 'b'] } }),
      'sso',
    ],
    [
      'the password was right, but the organization wants SSO',
      state({ road: 'sign-in', identifier: 'alice', sso: { ...acme, required: true } }),
      'sso-required',
    ],
    ['the IdP named a person who is here with a local account', state({ link }), 'prove-local-account'],
    [
      '… and forgot its password',
      state({ road: 'forgot-password', link, code: { ...registerCode, purpose: 'reset-password' } }),
      'reset-code',
    ],
    // The end.
    [
      'a password was right',
      state({ road: 'sign-in', identifier: 'alice', evidence: { kind: 'password', userId: 'usr_a' } }),
      'finish',
    ],
    ['the IdP vouched', state({ evidence: bySso, sso: { ...acme, chosen: 'acme' } }), 'finish'],
    // Somebody is signed in already.
    [
      'the IdP vouched for someone else than is signed in',
      { sessionUserId: 'usr_a', ...state({ evidence: bySso }) },
      'continue-as',
    ],
    [
      '… and the person wants to switch',
      { sessionUserId: 'usr_a', ...state({ evidence: bySso, switching: true }) },
      'finish',
    ],
    ['… and it is the same person', { sessionUserId: 'usr_b', ...state({ evidence: bySso }) }, 'finish'],
    [
      'someone typed the password of another account: that was a choice',
      { sessionUserId: 'usr_a', ...state({ evidence: { kind: 'password', userId: 'usr_b' } }) },
      'finish',
    ],
    ['the application asked for someone else', { sessionUserId: 'usr_a', confirms: true }, 'continue-as'],
    [
      '… directly at an IdP',
      { sessionUserId: 'usr_a', confirms: true, directConnectorId: 'acme' },
      'continue-as',
    ],
    [
      '… and the person wants to switch',
      { sessionUserId: 'usr_a', confirms: true, ...state({ switching: true }) },
      'identifier',
    ],
    ['the application asked for someone, and nobody is signed in', { confirms: true }, 'identifier'],
    // Consent.
    ['the provider asks for consent', { prompt: 'consent' }, 'consent'],
    [
      '… whatever the state of an earlier prompt says',
      { prompt: 'consent', ...state({ evidence: bySso }) },
      'consent',
    ],
  ])('%s', (_name, over, step) => {
    expect(nextStep(situation(over))).toBe(step);
  });
});

describe('which pages may be opened', () => {
  const open = (over: Over) =>
    [...new Set(flow.map((line) => line.step))].filter((step) => mayOpen(step, situation(over)));

  test('at the beginning: the first pages, and none that rests on what is not proved', () => {
    expect(open({})).toEqual(['sso', 'forgot-password', 'register', 'identifier']);
  });
  test('what is switched off has no page', () => {
    const policy = { registration: false, password: false, emailCode: false, singleSignOn: false };
    expect(open({ policy })).toEqual(['identifier']);
    expect(open({ policy, ...state({ identifier: 'alice', registration: { username: 'alice' } }) })).toEqual([
      'identifier',
    ]);
  });
  test('a password for a new account can not be chosen before the address is proved', () => {
    const half = state({ road: 'register', registration: { email: 'a@example.com' }, code: registerCode });
    expect(open(half)).not.toContain('register-password');
  });
  test('nothing but consent can be shown or submitted at a consent prompt', () => {
    expect(open({ prompt: 'consent', ...state({ identifier: 'alice' }) })).toEqual(['consent']);
  });
  test('outcomes are no pages: nobody finishes an attempt by its address', () => {
    expect(open(state({ evidence: bySso, sso: { ...acme, chosen: 'acme' } }))).not.toContain('finish');
    expect(mayOpen('start-sso', situation({ directConnectorId: 'acme' }))).toBe(false);
    expect(mayOpen('constructor', situation())).toBe(false);
  });
});

describe('a state that does not fit', () => {
  test.each([undefined, null, 7, 'x', [], { evidence: { kind: 'god', userId: 'x' } }, { identifier: {} }])(
    '%j reads as empty',
    (value) => {
      expect(readState(value)).toEqual({});
    },
  );
});

describe('wire contract section 2: parameters', () => {
  test.each([
    ['register', 'register'],
    ['identifier:register', 'register'],
    ['signIn', 'sign-in'],
    ['sign_in', 'sign-in'],
    ['identifier:sign_in', 'sign-in'],
    ['identifier:sign-in', 'sign-in'],
    ['single_sign_on', 'sso'],
    ['reset_password', 'forgot-password'],
    ['no such thing', 'sign-in'],
    ['constructor', 'sign-in'],
  ])('first_screen=%s begins at %s', (first_screen, road) => {
    expect(firstScreen({ first_screen })).toBe(road);
  });
  test('interaction_mode is the older name, and the newer one wins', () => {
    expect(firstScreen({ interaction_mode: 'signUp' })).toBe('register');
    expect(firstScreen({ interaction_mode: 'signIn' })).toBe('sign-in');
    expect(firstScreen({ interaction_mode: 'signUp', first_screen: 'sign_in' })).toBe('sign-in');
  });
  test('direct_sign_in names an SSO connector; anything else is ignored', () => {
    expect(directConnector({ direct_sign_in: 'sso:acme' })).toBe('acme');
    expect(directConnector({ direct_sign_in: 'social:google' })).toBeUndefined();
    expect(directConnector({ direct_sign_in: 'sso:../admin' })).toBeUndefined();
    expect(directConnector({ direct_sign_in: ['sso:a', 'sso:b'] })).toBeUndefined();
  });
  test('identifier narrows the first field, only together with first_screen', () => {
    const enabled = ['email', 'username'] as const;
    expect(narrowIdentifiers({ first_screen: 'register', identifier: 'username phone' }, enabled)).toEqual([
      'username',
    ]);
    expect(narrowIdentifiers({ first_screen: 'register', identifier: 'phone' }, enabled)).toEqual([
      'email',
      'username',
    ]);
    expect(narrowIdentifiers({ identifier: 'username' }, enabled)).toEqual(['email', 'username']);
  });
});
