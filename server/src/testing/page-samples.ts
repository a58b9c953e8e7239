/**
 * Every hosted page with a view model that fills it: what the preview script writes and what the page tests walk.
 * `hostile` puts one string wherever data can stand.
 */
import { deviceConfirmPage, deviceDonePage, deviceEntryPage } from '../features/oidc/pages/device.tsx';
import { signedOutPage, signOutPage } from '../features/oidc/pages/sign-out.tsx';
import { codePage } from '../features/sign-in/pages/code.tsx';
import { consentPage } from '../features/sign-in/pages/consent.tsx';
import { attemptExpiredPage, attemptFinishedPage } from '../features/sign-in/pages/ended.tsx';
import { forgotPasswordPage } from '../features/sign-in/pages/forgot-password.tsx';
import { identifierPage } from '../features/sign-in/pages/identifier.tsx';
import { newPasswordPage } from '../features/sign-in/pages/new-password.tsx';
import { passwordPage } from '../features/sign-in/pages/password.tsx';
import { proveAccountPage } from '../features/sign-in/pages/prove-account.tsx';
import { registerPage } from '../features/sign-in/pages/register.tsx';
import { continueAsPage, signedInPage } from '../features/sign-in/pages/session.tsx';
import { ssoChooserPage, ssoEmailPage, ssoRequiredPage } from '../features/sign-in/pages/sso.tsx';
import { ssoTestEndedPage, ssoTestPage, ssoTestVerdictPage } from '../features/sign-in/pages/sso-test.tsx';
import { pageAssets } from '../kernel/html/assets.ts';
import { errorPage, notFoundPage } from '../kernel/html/error-page.tsx';
import type { PageContext } from '../kernel/html/layout.tsx';
import { type Locale, translator } from '../kernel/i18n/index.ts';
import { factorSamples } from './page-samples-factor.ts';
import { accountSamples, invitationSamples, setupSamples } from './page-samples-people.ts';

/** Turns each piece of sample data into the one that is shown. */
export type Data = (sample: string) => string;
const asItIs: Data = (sample) => sample;

export function sampleContext(locale: Locale, data: Data = asItIs): PageContext {
  return {
    locale,
    t: translator(locale),
    baseUrl: 'https://id.example',
    basePath: '',
    assets: pageAssets,
    branding: { displayName: data('Bookstore ID') },
    content: {
      termsUrl: data('https://bookstore.example/terms'),
      privacyUrl: data('https://bookstore.example/privacy'),
      supportEmail: data('help@bookstore.example'),
    },
    applicationName: data('Bookstore'),
    tenantName: data('default'),
    isDevelopment: false,
  };
}

export type Samples = Record<string, string>;

export function samplePages(context: PageContext, data: Data = asItIs): Samples {
  return {
    ...signInSamples(context, data),
    ...accountCreationSamples(context, data),
    ...factorSamples(context, data),
    ...ssoSamples(context, data),
    ...sessionSamples(context, data),
    ...endSamples(context, data),
    ...oidcSamples(context, data),
    ...accountSamples(context, data),
    ...setupSamples(context, data),
    ...invitationSamples(context, data),
  };
}

const sampleHidden = (data: Data) => ({ version: data('3') });

function signInSamples(context: PageContext, d: Data): Samples {
  const { t } = context;
  const identifier = {
    action: d('/sign-in/a/identifier'),
    hidden: sampleHidden(d),
    identifiers: ['email', 'username'] as const,
    singleSignOnUrl: d('/sign-in/a/sso'),
    registerUrl: d('/sign-in/a/register'),
    forgotPasswordUrl: d('/sign-in/a/forgot-password'),
  };
  const password = {
    action: d('/sign-in/a/password'),
    identifier: d('alice@example.com'),
    changeUrl: d('/sign-in/a'),
    forgotPasswordUrl: d('/sign-in/a/forgot-password'),
    emailCodeAction: d('/sign-in/a/code/send'),
    offerRemember: true,
  };
  const code = {
    action: d('/sign-in/a/code'),
    to: d('alice@example.com'),
    minutes: 10,
    resend: { action: d('/sign-in/a/code/send'), availableInSeconds: 30 },
    changeUrl: d('/sign-in/a'),
    passwordUrl: d('/sign-in/a/password'),
  };
  const wrong = [{ field: 'password', message: d(t('problem.password_wrong')) }];
  return {
    identifier: identifierPage(context, identifier),
    'identifier-problem': identifierPage(context, {
      ...identifier,
      value: d('alice@'),
      problems: [{ field: 'identifier', message: d(t('problem.email_invalid')) }],
    }),
    'identifier-last-used': identifierPage(context, {
      ...identifier,
      lastUsed: { id: d('acme'), name: d('Acme (Entra ID)') },
    }),
    'identifier-plain': identifierPage(context, { action: d('/x'), identifiers: ['email'] }),
    password: passwordPage(context, password),
    'password-problem': passwordPage(context, { ...password, problems: wrong }),
    'password-limited': passwordPage(context, {
      ...password,
      problems: [{ message: t('problem.too_many_attempts', { minutes: 5 }) }],
    }),
    code: codePage(context, { ...code, purpose: 'sign-in', offerRemember: true }),
    'code-resent': codePage(context, { ...code, purpose: 'reset-password', resent: true }),
    'verify-email': codePage(context, {
      ...code,
      purpose: 'register',
      resend: { action: d('/x'), availableInSeconds: 0 },
      problems: [{ field: 'code', message: t('problem.code_wrong') }],
    }),
  };
}

function accountCreationSamples(context: PageContext, d: Data): Samples {
  const { t } = context;
  const register = {
    action: d('/sign-in/a/register'),
    signInUrl: d('/sign-in/a'),
    singleSignOnUrl: d('/sign-in/a/sso'),
  };
  const newPassword = {
    action: d('/sign-in/a/new-password'),
    identifier: d('alice@example.com'),
    minLength: 8,
  };
  const forgot = {
    action: d('/sign-in/a/forgot-password'),
    signInUrl: d('/sign-in/a'),
    identifiers: ['email'] as const,
  };
  return {
    register: registerPage(context, { ...register, identifiers: ['email'] }),
    'register-both-problems': registerPage(context, {
      ...register,
      identifiers: ['email', 'username'],
      values: { email: d('alice'), username: d('al ice') },
      problems: [
        { field: 'email', message: d(t('problem.email_invalid')) },
        { field: 'username', message: d(t('problem.username_invalid')) },
      ],
    }),
    'new-password': newPasswordPage(context, { ...newPassword, purpose: 'register' }),
    'reset-password': newPasswordPage(context, {
      ...newPassword,
      purpose: 'reset-password',
      problems: [{ field: 'password', message: t('problem.password_common') }],
    }),
    'forgot-password': forgotPasswordPage(context, { ...forgot, value: d('alice@example.com') }),
  };
}

function ssoSamples(context: PageContext, d: Data): Samples {
  const acme = { id: d('acme'), name: d('Acme (Entra ID)') };
  const base = { action: d('/sign-in/a/sso'), backUrl: d('/sign-in/a') };
  return {
    'sso-email': ssoEmailPage(context, { ...base, value: d('') }),
    'sso-email-last-used': ssoEmailPage(context, { ...base, value: d(''), lastUsed: acme }),
    'sso-chooser': ssoChooserPage(context, {
      ...base,
      email: d('carol@acme.example'),
      connectors: [
        { ...acme, lastUsed: true },
        {
          id: 'okta',
          name: d('Acme contractors (Okta)'),
          logoUrl: d('data:image/gif;base64,R0lGODlhAQABAIAAAHfMiAAAACwAAAAAAQABAAACAkQBADs='),
        },
      ],
    }),
    'sso-required': ssoRequiredPage(context, { ...base, domain: d('acme.example'), connector: acme }),
    ...ssoTestSamples(context, d),
    'prove-account': proveAccountPage(context, {
      action: d('/sign-in/a/prove'),
      identifier: d('carol@acme.example'),
      connectorName: d('Acme (Entra ID)'),
      forgotPasswordUrl: d('/sign-in/a/forgot-password'),
      cancelUrl: d('/sign-in/a'),
    }),
  };
}

function ssoTestSamples(context: PageContext, d: Data): Samples {
  const connectorName = d('Acme (Entra ID)');
  const email = d('carol@acme.example');
  return {
    'sso-test': ssoTestPage(context, { connectorName, action: d('/sso-tests/x') }),
    'sso-test-ended': ssoTestEndedPage(context),
    'sso-test-passed': ssoTestVerdictPage(context, {
      passed: true,
      connectorName,
      decision: { action: 'create', email },
    }),
    'sso-test-failed': ssoTestVerdictPage(context, {
      passed: false,
      connectorName,
      cause: 'client.secret_wrong',
    }),
  };
}

function sessionSamples(context: PageContext, d: Data): Samples {
  const person = { name: d('Alice Liddell'), identifier: d('alice@example.com') };
  const action = d('/sign-in/a/session');
  return {
    'continue-as': continueAsPage(context, { action, person }),
    'continue-as-different': continueAsPage(context, { action, person, requested: d('bob@example.com') }),
    'signed-in': signedInPage(context, { action: d('/account/sign-out'), person, accountUrl: d('/account') }),
    consent: consentPage(context, {
      action: d('/sign-in/a/consent'),
      application: { name: d('Reading Circle') },
      person,
      scopes: ['openid', 'profile', 'email', 'offline_access', d('library:sync')],
      resources: [
        {
          name: d('Bookstore API'),
          permissions: [
            { name: d('books:read'), description: d('See the books you bought') },
            { name: d('books:write') },
          ],
        },
      ],
      returnHost: d('circle.example'),
      switchUrl: d('/sign-in/a'),
    }),
    'consent-nothing': consentPage(context, {
      action: d('/x'),
      application: { name: d('Reading Circle') },
      person,
      scopes: ['openid'],
    }),
  };
}

function endSamples(context: PageContext, d: Data): Samples {
  const { t } = context;
  const ways = {
    restartUrl: d('/sign-in?client_id=bookstore'),
    applicationUrl: d('https://bookstore.example/'),
  };
  return {
    expired: attemptExpiredPage(context, ways),
    'wrong-browser': attemptExpiredPage(context, { ...ways, reason: 'wrong-browser' }),
    finished: attemptFinishedPage(context, { applicationUrl: ways.applicationUrl }),
    'error-sso': errorPage(context, {
      title: t('error.ssoTitle'),
      whatHappened: t('error.ssoRefused', { connector: d('Acme (Entra ID)') }),
      side: 'identityProvider',
      connectorName: d('Acme (Entra ID)'),
      whatToDo: t('error.ssoTodo'),
      reference: d('K7QF-2M9X-4T'),
      retry: { url: d('/sign-in/a/sso'), post: true },
      ...ways,
    }),
    'error-request': errorPage(context, {
      title: t('error.requestTitle'),
      whatHappened: t('error.request'),
      side: 'application',
      whatToDo: t('error.requestTodo'),
      reference: d('P4TR-8WDX-6C'),
      details: [
        { label: 'error', value: d('invalid_redirect_uri') },
        {
          label: 'error_description',
          value: d("redirect_uri did not match any of the client's registered redirect_uris"),
        },
      ],
    }),
    'error-internal': errorPage(context, {
      whatHappened: t('error.internal'),
      side: 'service',
      whatToDo: t('error.internalTodo'),
      reference: d('H3NZ-5JKV-9B'),
      retry: { url: d('/sign-in') },
    }),
    'not-found': notFoundPage(context, { homeUrl: d('/sign-in') }),
  };
}

function oidcSamples(context: PageContext, d: Data): Samples {
  const person = { name: d('Alice Liddell'), identifier: d('alice@example.com') };
  const hidden = { xsrf: d('x') };
  return {
    'sign-out': signOutPage(context, {
      action: d('/oidc/session/end/confirm'),
      hidden,
      person,
      stayUrl: d('/account'),
    }),
    'signed-out': signedOutPage(context, { signInUrl: d('/sign-in') }),
    'device-entry': deviceEntryPage(context, {
      action: d('/oidc/device'),
      hidden,
      userCode: d('WDJB-MJHT'),
      problems: [{ field: 'user_code', message: context.t('problem.user_code_wrong') }],
    }),
    'device-confirm': deviceConfirmPage(context, {
      action: d('/oidc/device'),
      hidden,
      person,
      applicationName: d('Bookstore TV'),
      userCode: d('WDJB-MJHT'),
    }),
    'device-done': deviceDonePage(context, { outcome: 'allowed' }),
    'device-denied': deviceDonePage(context, { outcome: 'denied' }),
  };
}
