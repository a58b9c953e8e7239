/** A third-party application asks for access: who asks for what, yes or no. */
import { consentPage } from '../pages/consent.tsx';
import { personOf } from '../person.ts';
import { formOf, type Step, type StepContext, viewOf } from '../step.ts';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The permissions at API resources, by the names that their owner gave them. */
async function resourcesOf({ deps, tenant, attempt }: StepContext) {
  const missing = Object.entries((attempt.details.missingResourceScopes ?? {}) as Record<string, unknown>);
  return Promise.all(
    missing.map(async ([indicator, scopes]) => {
      const resource = await deps.access.resource(tenant, indicator);
      const known = new Map(resource?.permissions.map((one) => [one.name, one.description]));
      const permissions = strings(scopes).map((name) => ({ name, description: known.get(name) }));
      return { name: resource?.name ?? indicator, permissions };
    }),
  );
}

function hostOf(uri: unknown): string | undefined {
  const url = typeof uri === 'string' ? URL.parse(uri) : null;
  return url?.host || url?.protocol;
}

export const consent: Step = {
  async submit({ deps, tenant, attempt }, fields) {
    switch (fields.get('decision')) {
      case 'allow':
        return { leave: await deps.oidc.attempts.consent(tenant, attempt) };
      case 'deny': {
        const error = { error: 'access_denied', description: 'the person did not allow it' };
        return { leave: await deps.oidc.attempts.refuse(tenant, attempt, error) };
      }
      default:
        return { problem: { code: 'invalid' } };
    }
  },

  async view(context) {
    const { deps, tenant, attempt, page } = context;
    return viewOf(consentPage, {
      ...formOf(context, 'consent'),
      application: { name: attempt.application?.name ?? page.t('page.applicationFallback') },
      person: personOf(await deps.users.find(tenant.db, attempt.sessionUserId ?? '')),
      scopes: strings(attempt.details.missingOIDCScope),
      resources: await resourcesOf(context),
      returnHost: hostOf(attempt.params.redirect_uri),
    });
  },
};
