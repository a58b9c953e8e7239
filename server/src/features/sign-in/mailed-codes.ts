/** Sends codes in the person's language, and checks them. */

import type { T } from '../../kernel/i18n/index.ts';
import {
  alreadyRegisteredMail,
  type CodeMail,
  type MailText,
  registerCodeMail,
  resetPasswordCodeMail,
  signInCodeMail,
} from '../../kernel/i18n/mails.ts';
import { codeLifetimeSeconds } from '../credentials/index.ts';
import type { User } from '../users/index.ts';
import { identifierKey, identifierQuery } from './account-rules.ts';
import type { AttemptState } from './attempt.ts';
import type { StepProblem } from './problems.ts';
import type { StepContext } from './step.ts';

type Purpose = NonNullable<AttemptState['code']>['purpose'];

const mails = {
  'sign-in': { kind: 'sign-in-code', compose: signInCodeMail },
  register: { kind: 'register-code', compose: registerCodeMail },
  'reset-password': { kind: 'reset-password-code', compose: resetPasswordCodeMail },
} satisfies Record<Purpose, { kind: string; compose: (t: T, mail: CodeMail) => MailText }>;

export const codeMinutes = codeLifetimeSeconds / 60;

function placeOf({ page, experience, tenant }: StepContext) {
  return {
    tenantName: experience.branding.displayName || tenant.name,
    applicationName: page.applicationName,
  };
}

/** Whom the code goes to: the account that the identifier names, or for a registration the address itself. */
function recipient(purpose: Purpose, identifier: string, user: User | undefined): string | undefined {
  if (purpose === 'register') return user ? undefined : identifier;
  return user && !user.suspendedAt ? (user.email ?? undefined) : undefined;
}

/**
 * Sends a code, or nothing, or "you already have an account": the browser can't tell which. Limited by the
 * identifier, so that nobody can flood a mailbox.
 */
export async function sendCode(
  context: StepContext,
  purpose: Purpose,
  identifier: string,
): Promise<{ code: NonNullable<AttemptState['code']> } | { problem: StepProblem }> {
  const { deps, tenant, page, address } = context;
  const account = identifierKey(identifier);
  const user = await deps.users.findByIdentifier(tenant.db, identifierQuery(identifier));
  const device = user && context.deviceToken ? { userId: user.id, token: context.deviceToken } : undefined;
  const admission = await deps.credentials.limits.take(tenant.db, {
    rule: 'issue-code',
    account,
    address,
    device,
  });
  if (!admission.admitted)
    return { problem: { code: 'code_too_soon', values: { seconds: admission.retryAfterSeconds } } };
  const { kind, compose } = mails[purpose];
  const to = recipient(purpose, identifier, user);
  const place = placeOf(context);
  const id = await deps.credentials.codes.issue(tenant.db, {
    purpose,
    emailKey: account,
    deliver:
      to === undefined
        ? undefined
        : {
            to,
            compose: (code) => ({ kind, ...compose(page.t, { code, minutes: codeMinutes, ...place }) }),
          },
    instead:
      purpose === 'register' && user?.email
        ? { to: user.email, kind: 'already-registered', ...alreadyRegisteredMail(page.t, place) }
        : undefined,
  });
  return { code: { id, purpose, identifier } };
}

/** @returns what is wrong with the code, if anything */
export async function checkCode(
  { deps, tenant, state }: StepContext,
  typed: string,
): Promise<StepProblem | undefined> {
  const field = 'code';
  if (typed.trim() === '') return { field, code: 'code_required' };
  if (!state.code) return { field, code: 'code_expired' };
  const { id, purpose, identifier } = state.code;
  const result = await deps.credentials.codes.verify(tenant.db, {
    id,
    purpose,
    emailKey: identifierKey(identifier),
    code: typed,
  });
  if (result.outcome === 'verified') return undefined;
  return { field, code: result.outcome === 'wrong' ? 'code_wrong' : 'code_expired' };
}

/** Sends another code for the one that the attempt is waiting for. */
export async function resendCode(context: StepContext) {
  const { code } = context.state;
  if (!code) return { problem: { code: 'code_expired' as const } };
  const sent = await sendCode(context, code.purpose, code.identifier);
  if ('problem' in sent) return sent;
  return { state: { ...context.state, problem: undefined, code: { ...sent.code, sentAgain: true } } };
}
