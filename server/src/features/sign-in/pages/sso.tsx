/**
 * Single sign-on: asking for the work email, choosing among several connectors, and saying that a domain signs in
 * with its own provider only.
 */
import { Heading, Rich, Strong } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import {
  Form,
  type FormModel,
  LinkSubmit,
  ProblemSummary,
  SubmitButton,
  TextField,
} from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import type { T } from '../../../kernel/i18n/index.ts';
import { ConnectorLogo, LastUsed, LastUsedBadge, type LastUsedModel } from './last-used.tsx';

/** Posts `email`. */
export interface SsoEmailModel extends FormModel {
  value?: string;
  /** Back to the first page of the attempt. */
  backUrl: string;
  lastUsed?: LastUsedModel;
}

export function ssoEmailPage(context: PageContext, model: SsoEmailModel): string {
  const { t } = context;
  const title = t('sso.emailTitle');
  return renderFormPage(
    context,
    { title, lead: t('sso.emailLead'), problems: model.problems },
    <>
      <LastUsed t={t} action={model.action} connector={model.lastUsed} />
      <Form model={model}>
        <TextField
          name="email"
          label={t('field.workEmail')}
          inputmode="email"
          autocomplete="username email"
          value={model.value}
          problems={model.problems}
          tidy="spaces"
          enterkeyhint="go"
          autofocus
        />
        <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
      </Form>
      <Aside href={model.backUrl} text={t('sso.otherWay')} />
    </>,
  );
}

/** Posts `connector`: the id of the one that was pressed. */
export interface SsoChooserModel extends FormModel {
  connectors: readonly { id: string; name: string; logoUrl?: string; lastUsed?: boolean }[];
  /** The address that led here, if one did. */
  email?: string;
  /** The organization that led here, if one did. */
  organization?: string;
  /** Single sign-on is offered and not enforced: posts `other=1` for another way. */
  optional?: boolean;
  backUrl: string;
}

export function ssoChooserPage(context: PageContext, model: SsoChooserModel): string {
  const { t } = context;
  const title = t('sso.chooserTitle');
  return renderFormPage(
    context,
    { title, lead: <ChooserLead t={t} model={model} />, problems: model.problems },
    <>
      <Form model={model}>
        <ul class="choices">
          {model.connectors.map((connector) => (
            <li>
              <button type="submit" class="button" name="connector" value={connector.id}>
                <ConnectorLogo url={connector.logoUrl} />
                <bdi>{connector.name}</bdi>
                {connector.lastUsed && <LastUsedBadge t={t} />}
              </button>
            </li>
          ))}
        </ul>
      </Form>
      {model.optional ? (
        <LinkSubmit action={model.action} hidden={{ ...model.hidden, other: '1' }}>
          {t('sso.otherWay')}
        </LinkSubmit>
      ) : (
        <Aside href={model.backUrl} text={t('sso.otherWay')} />
      )}
    </>,
  );
}

/** Posts `connector`. */
export interface SsoRequiredModel extends FormModel {
  /** The email domain. */
  domain: string;
  connector: { id: string; name: string; logoUrl?: string };
  /** Use another account. */
  backUrl: string;
}

export function ssoRequiredPage(context: PageContext, model: SsoRequiredModel): string {
  const { t } = context;
  const title = t('sso.requiredTitle');
  const { connector } = model;
  const parts = { domain: <Strong>{model.domain}</Strong>, connector: <Strong>{connector.name}</Strong> };
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length) },
    <>
      <Heading
        title={title}
        emblem={{ icon: 'organization' }}
        lead={<Rich t={t} text="sso.requiredLead" parts={parts} />}
      />
      <ProblemSummary t={t} problems={model.problems} />
      <p class="quiet">{t('sso.requiredWhy')}</p>
      <Form model={model}>
        <SubmitButton kind="primary" name="connector" value={connector.id}>
          {t('sso.requiredContinue', { connector: connector.name })}
        </SubmitButton>
      </Form>
      <Aside href={model.backUrl} text={t('sso.otherAccount')} />
    </>,
  );
}

function ChooserLead({ t, model }: { t: T; model: SsoChooserModel }) {
  const { email, organization } = model;
  if (email) return <Rich t={t} text="sso.chooserLead" parts={{ email: <Strong>{email}</Strong> }} />;
  if (!organization) return <>{t('sso.chooserLeadPlain')}</>;
  const parts = { organization: <Strong>{organization}</Strong> };
  return <Rich t={t} text="sso.chooserLeadOrganization" parts={parts} />;
}

function Aside({ href, text }: { href: string; text: string }) {
  return (
    <p class="links">
      <a href={safeUrl(href)}>{text}</a>
    </p>
  );
}
