/**
 * Consent for third-party applications: who asks for what, in words.
 */
import { Heading, type Person, PersonCard } from '../../../kernel/html/components.tsx';
import { Form, type FormModel, ProblemSummary, SubmitButton } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import { initial, type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeImageUrl, safeUrl } from '../../../kernel/html/url.ts';
import type { T } from '../../../kernel/i18n/index.ts';

/** Posts `decision`: `allow` or `deny`. */
export interface ConsentModel extends FormModel {
  application: { name: string; logoUrl?: string };
  person: Person;
  /** The OpenID Connect scopes that are asked for, such as `profile`. */
  scopes: readonly string[];
  resources?: readonly {
    name: string;
    permissions: readonly { name: string; description?: string | null }[];
  }[];
  /** Host of the redirect URI, so that people see where they are going. */
  returnHost?: string;
  /** Sign in as someone else. */
  switchUrl?: string;
}

export function consentPage(context: PageContext, model: ConsentModel): string {
  const { t } = context;
  const application = model.application.name;
  const title = t('consent.title', { application });
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length) },
    <>
      <ApplicationLogo application={model.application} />
      <Heading title={title} />
      <ProblemSummary t={t} problems={model.problems} />
      <PersonCard
        label={t('consent.signedInAs')}
        person={model.person}
        change={<Switch t={t} url={model.switchUrl} />}
      />
      <Asked t={t} model={model} />
      <Form model={model}>
        <div class="actions row">
          <SubmitButton name="decision" value="deny">
            {t('consent.deny')}
          </SubmitButton>
          <SubmitButton kind="primary" name="decision" value="allow">
            {t('consent.allow')}
          </SubmitButton>
        </div>
        <p class="hint">
          {t('consent.trust', { application })}
          {model.returnHost && ` ${t('consent.returnTo', { host: model.returnHost })}`}
        </p>
      </Form>
    </>,
  );
}

function Switch({ t, url }: { t: T; url?: string }) {
  return url ? <a href={safeUrl(url)}>{t('page.change')}</a> : null;
}

function ApplicationLogo({ application }: { application: ConsentModel['application'] }) {
  const logo = safeImageUrl(application.logoUrl);
  return (
    <div class="parties">
      {logo ? (
        <img src={logo} alt="" referrerpolicy="no-referrer" />
      ) : (
        <span class="mark" aria-hidden="true">
          {initial(application.name)}
        </span>
      )}
    </div>
  );
}

function Asked({ t, model }: { t: T; model: ConsentModel }) {
  // Everyone who signs in is known by an id: it is news only when nothing else is asked for.
  const scopes = model.scopes.filter((scope) => scope !== 'openid' && scope !== 'urn:logto:scope:sessions');
  const resources = (model.resources ?? []).filter((resource) => resource.permissions.length > 0);
  if (scopes.length === 0 && resources.length === 0) return <p>{t('consent.nothing')}</p>;
  return (
    <>
      {scopes.length > 0 && (
        <Wishes title={t('consent.lead')} wishes={scopes.map((scope) => scopeText(t, scope))} />
      )}
      {resources.map((resource) => (
        <Wishes
          title={t('consent.resource', { resource: resource.name })}
          wishes={resource.permissions.map(({ name, description }) => description || name)}
        />
      ))}
    </>
  );
}

function Wishes({ title, wishes }: { title: string; wishes: string[] }) {
  return (
    <div class="stack">
      <h2>{title}</h2>
      <ul class="scopes">
        {wishes.map((wish) => (
          <li>
            <Icon name="check" />
            <span>{wish}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const scopeWords = {
  profile: 'scope.profile',
  email: 'scope.email',
  phone: 'scope.phone',
  address: 'scope.address',
  offline_access: 'scope.offline_access',
  roles: 'scope.roles',
  custom_data: 'scope.custom_data',
  identities: 'scope.identities',
  'urn:logto:scope:organizations': 'scope.organizations',
  'urn:logto:scope:organization_roles': 'scope.organization_roles',
} as const;

export function scopeText(t: T, scope: string): string {
  return Object.hasOwn(scopeWords, scope)
    ? t(scopeWords[scope as keyof typeof scopeWords])
    : t('scope.other', { scope });
}
