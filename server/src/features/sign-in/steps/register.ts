/** Registering begins with the identifiers. An address that has an account already looks like any other. */
import { isUsername, parseEmail } from '../../../protocol/identifiers.ts';
import { identifierKey, requiredSso } from '../account-rules.ts';
import type { AttemptState } from '../attempt.ts';
import { sendCode } from '../mailed-codes.ts';
import { registerPage } from '../pages/register.tsx';
import { loginHint } from '../parameters.ts';
import { type StepProblem, tooManyAttempts } from '../problems.ts';
import { type Fields, formOf, type Step, type StepContext, type StepResult, urlOf, viewOf } from '../step.ts';

interface Typed {
  email?: string;
  username?: string;
}

function read({ experience }: StepContext, fields: Fields): { typed: Typed; problem?: StepProblem } {
  const wanted = experience.signUp.identifiers;
  const email = wanted.includes('email') ? fields.get('email').trim() : undefined;
  const username = wanted.includes('username') ? fields.get('username').trim() : undefined;
  const typed = { email: email?.slice(0, 254), username: username?.slice(0, 128) };
  if (email === '') return { typed, problem: { field: 'email', code: 'email_required' } };
  if (email !== undefined && !parseEmail(email))
    return { typed, problem: { field: 'email', code: 'email_invalid' } };
  if (username === '') return { typed, problem: { field: 'username', code: 'username_required' } };
  if (username !== undefined && !isUsername(username))
    return { typed, problem: { field: 'username', code: 'username_invalid' } };
  return { typed };
}

/** A username is no secret: whoever registers must learn that one is taken, but not a thousand times an hour. */
async function usernameProblem(context: StepContext, username: string): Promise<StepProblem | undefined> {
  const { deps, tenant, address } = context;
  const admission = await deps.credentials.limits.take(tenant, {
    rule: 'register',
    account: identifierKey(username),
    address,
  });
  if (!admission.admitted) return tooManyAttempts(admission.retryAfterSeconds);
  const taken = await deps.users.findByIdentifier(tenant.db, { username });
  return taken && { field: 'username', code: 'username_taken' };
}

async function goOn(context: StepContext, next: AttemptState, typed: Typed): Promise<StepResult> {
  const { email, username } = typed;
  // An organization's people have accounts by SSO, and none besides.
  const sso = email && (await requiredSso(context, { email, emailVerified: true }));
  if (sso) return { state: { ...next, sso } };
  const problem = username ? await usernameProblem(context, username) : undefined;
  if (problem) return { problem, state: next };
  if (!email || !context.situation.policy.verifyEmail) return { state: next };
  const sent = await sendCode(context, 'register', email);
  return 'problem' in sent ? { problem: sent.problem, state: next } : { state: { ...next, code: sent.code } };
}

export const register: Step = {
  async submit(context, fields) {
    const { typed, problem } = read(context, fields);
    const { remember, switching } = context.state;
    const next: AttemptState = { road: 'register', registration: typed, remember, switching };
    return problem ? { problem, state: next } : goOn(context, next, typed);
  },

  async view(context) {
    const { deps, tenant, state, situation, attempt, experience } = context;
    const buttons = situation.policy.singleSignOn ? await deps.sso.connectorsForButton(tenant) : [];
    const hint = loginHint(attempt.params);
    return viewOf(registerPage, {
      ...formOf(context, 'register'),
      identifiers: experience.signUp.identifiers,
      values: state.registration ?? (hint?.includes('@') ? { email: hint } : { username: hint }),
      signInUrl: urlOf(context, 'identifier'),
      singleSignOnUrl: buttons.length > 0 ? urlOf(context, 'sso') : undefined,
    });
  },
};
