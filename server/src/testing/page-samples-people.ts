/** Samples of the pages of one's own account, of the set-up and of invitations; see page-samples.ts. */
import { accountPage } from '../features/account/pages/account.tsx';
import {
  invitationConfirmPage,
  invitationExpiredPage,
  invitationPage,
  invitationSignInPage,
} from '../features/administrators/pages/invitation.tsx';
import { setupDonePage, setupExpiredPage, setupPage } from '../features/setup/pages/setup.tsx';
import type { PageContext } from '../kernel/html/layout.tsx';
import type { Data, Samples } from './page-samples.ts';

export function accountSamples(context: PageContext, d: Data): Samples {
  const base = {
    person: { name: d('Alice Liddell') },
    email: { address: d('alice@example.com'), verified: true },
    username: d('alice'),
    endSessionAction: d('/account/sessions/end'),
    signOutAction: d('/account/sign-out'),
    signOutEverywhereAction: d('/account/sign-out-everywhere'),
    sessions: sampleSessions(d),
  };
  const form = {
    kind: 'form',
    action: d('/account/password'),
    minLength: 8,
    identifier: d('alice@example.com'),
  } as const;
  return {
    account: accountPage(context, { ...base, password: form, done: 'session-ended' }),
    'account-problem': accountPage(context, {
      ...base,
      password: form,
      problems: [{ field: 'currentPassword', message: context.t('problem.current_password_wrong') }],
    }),
    'account-factor': accountPage(context, {
      ...base,
      password: form,
      factor: {
        kind: 'on',
        since: new Date('2026-11-20T08:12:00Z'),
        codesLeft: 7,
        action: d('/account/factor'),
      },
      newCodes: sampleCodes.map(d),
    }),
    'account-managed': accountPage(context, {
      factor: { kind: 'off', setUpUrl: d('/account/second-factor') },
      ...base,
      password: { kind: 'managed', connectorName: d('Acme (Entra ID)') },
    }),
  };
}

export const sampleCodes = ['0QF7-XJ2M-9KTB-R4WD', 'G8VH-31NP-YZ6C-5E0A'];

function sampleSessions(d: Data) {
  const at = (text: string) => new Date(text);
  return [
    {
      id: d('s1'),
      browser: d('Firefox 143'),
      system: d('Linux'),
      address: d('203.0.113.7'),
      signedInAt: at('2026-11-20T08:12:00Z'),
      lastActiveAt: at('2026-11-22T08:30:00Z'),
      current: true,
    },
    {
      id: d('s2'),
      browser: d('Safari 26'),
      system: d('iPhone'),
      address: d('2001:db8::17'),
      signedInAt: at('2026-11-02T19:40:00Z'),
      lastActiveAt: at('2026-11-21T06:05:00Z'),
      current: false,
    },
    { id: d('s3'), signedInAt: at('2026-10-12T11:00:00Z'), current: false },
  ];
}

export function setupSamples(context: PageContext, d: Data): Samples {
  return {
    setup: setupPage(context, { action: d('/setup/x'), minLength: 8 }),
    'setup-problems': setupPage(context, {
      action: d('/setup/x'),
      minLength: 8,
      values: { email: d('ada'), name: d('Ada') },
      problems: [
        { field: 'email', message: context.t('problem.email_invalid') },
        { field: 'password', message: context.t('problem.password_too_short', { min: 8 }) },
      ],
    }),
    'setup-done': setupDonePage(context, {
      email: d('ada@example.com'),
      referenceUrl: d('/t/admin/api/docs'),
    }),
    'setup-expired': setupExpiredPage(context, { signInUrl: d('/t/admin/sign-in') }),
  };
}

export function invitationSamples(context: PageContext, d: Data): Samples {
  const { t } = context;
  const invited = { email: d('ada@example.com'), role: t('role.support') };
  const form = { ...invited, action: d('/invitation/x'), minLength: 8 };
  return {
    invitation: invitationPage(context, form),
    'invitation-problems': invitationPage(context, {
      ...form,
      values: { name: d('Ada') },
      problems: [{ field: 'password', message: t('problem.password_too_short', { min: 8 }) }],
    }),
    'invitation-sign-in': invitationSignInPage(context, {
      ...invited,
      signInUrl: d('/invitation/x/sign-in'),
    }),
    'invitation-confirm': invitationConfirmPage(context, {
      role: invited.role,
      action: d('/invitation/x'),
      person: { name: d('Ada'), identifier: d('ada@example.com') },
    }),
    'invitation-expired': invitationExpiredPage(context, { signInUrl: d('/t/admin/sign-in') }),
  };
}
