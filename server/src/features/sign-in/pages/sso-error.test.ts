// Failed SSO sign-ins on the page: every cause has plain words in every language, and names whose side it is on.
import { describe, expect, it } from 'vitest';
import { locales, translator } from '../../../kernel/i18n/index.ts';
import { causes } from '../../sso/index.ts';
import { ssoErrorModel } from './sso-error.ts';

const facts = { reference: 'K7QF-2M9X-4T', tenantName: 'Bookstore', connectorName: '$& {connector}' };

describe('SSO error page', () => {
  it.each(
    locales.flatMap((locale) =>
      [...Object.keys(causes), 'new.cause', '__proto__'].map((cause) => [cause, locale] as const),
    ),
  )('%s has words and the reference code (%s)', (cause, locale) => {
    const model = ssoErrorModel(translator(locale), { ...facts, cause });
    expect(model.reference).toBe(facts.reference);
    for (const text of [model.title, model.whatHappened, model.whatToDo]) {
      expect(text?.replaceAll(facts.connectorName, '')).toMatch(/^[^{}]+$/);
    }
  });

  it('blames the side that can do something', () => {
    const sideOf = (cause: string) => ssoErrorModel(translator('en'), { ...facts, cause }).side;
    expect(sideOf('idp.access_denied')).toBe('person');
    expect(sideOf('idp.user_not_assigned')).toBe('organization');
    expect(sideOf('client.secret_expired')).toBe('organization');
    expect(sideOf('idp.unreachable')).toBe('identityProvider');
    expect(sideOf('id_token.bad_signature')).toBe('identityProvider');
  });

  it('keeps the exact cause for those who can fix it', () => {
    const model = ssoErrorModel(translator('zh-CN'), {
      ...facts,
      cause: 'email.unverified',
      explanation: 'Prove the domain.',
    });
    expect(model.details).toEqual([
      { label: 'cause', value: 'email.unverified' },
      { label: 'explanation', value: 'Prove the domain.' },
    ]);
  });
});
