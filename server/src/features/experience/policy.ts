/** The defaults of a tenant's sign-in experience, and the rules that join its settings. */
import type { Issue } from '../../kernel/errors/index.ts';
import { defaultLanguages, type SignInExperience } from './schema.ts';

/** Nobody registers by themselves as an administrator. */
export function defaultExperience(tenantId: string): SignInExperience {
  return {
    singleSignOnEnabled: true,
    signIn: { identifiers: ['email', 'username'], password: true, emailCode: false },
    signUp: { enabled: tenantId !== 'admin', identifiers: ['email'], verifyEmail: true },
    branding: {},
    content: { languages: defaultLanguages },
  };
}

/** Settings that are each fine but together lock people out. */
export function experienceProblems(value: SignInExperience): Issue[] {
  const issues: Issue[] = [];
  const { signIn, signUp } = value;
  if (!signIn.password && !signIn.emailCode && !value.singleSignOnEnabled) {
    issues.push({
      path: 'signIn',
      message: 'leaves no way to sign in: allow password, emailCode or single sign-on',
    });
  }
  if (signIn.emailCode && !signIn.identifiers.includes('email')) {
    issues.push({ path: 'signIn.emailCode', message: "needs 'email' among signIn.identifiers" });
  }
  if (signUp.enabled && !signUp.identifiers.some((name) => signIn.identifiers.includes(name))) {
    issues.push({
      path: 'signUp.identifiers',
      message: 'asks for nothing that people can sign in with (signIn.identifiers)',
    });
  }
  return issues;
}
