/** The field in which a connector says what its provider calls the classes of authentication. */
import { z } from 'zod';
import { contextPattern } from '../../../protocol/authentication-contexts.ts';
import { stepUpPolicies } from '../step-up.ts';

export const authenticationContextsField = (description: string) =>
  z
    .array(
      z
        .string()
        .trim()
        .max(401)
        .regex(contextPattern, 'must be like mfa=c1: an acr value, =, the provider’s own'),
    )
    .max(50)
    .optional()
    .meta({ title: 'Authentication contexts', description });

export const oidcContextsField = () =>
  authenticationContextsField(
    'What applications ask for in acr_values, and what the provider calls it, such as mfa=c1. The provider has to confirm it, or the sign-in fails.',
  );

/** Several lines for one word: the provider may answer with any of them. */
export const samlContextsField = () =>
  authenticationContextsField(
    'What applications ask for in acr_values, and the AuthnContextClassRef of the provider, such as mfa=https://refeds.org/profile/mfa. The assertion has to name it, or the sign-in fails.',
  );

export const stepUpField = () =>
  z.enum(stepUpPolicies).optional().meta({
    title: 'Second factor',
    description:
      'When an application asks for acr_values=mfa and the provider does not confirm it, people may use an authenticator app at Gatehouse instead, if you allow it. Only the provider counts when nothing is chosen.',
  });
