/**
 * Single sign-on: asking for the work email, choosing among several connectors, and saying that a domain signs in
 * with its own provider only.
 */
import { Heading, Rich, Strong } from '../../../kernel/html/components.tsx';
import {
  Form,
  type FormModel,
  ProblemSummary,
  SubmitButton,
  TextField,
} from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeImageUrl, safeUrl } from '../../../kernel/html/url.ts';

/** Posts `email`. */
export interface SsoEmailModel extends FormModel {
  value?: string;
  /** Back to the first page of the attempt. */
  backUrl: string;
}

export function ssoEmailPage(context: PageContext, model: SsoEmailModel): string {
  const { t } = context;
  const title = t('sso.emailTitle');
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length) },
    <>
      <Heading title={title} lead={t('sso.emailLead')} />
      <ProblemSummary t={t} problems={model.problems} />
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
  connectors: readonly { id: string; name: string; logoUrl?: string }[];
  /** The address that led here, if one did. */
  email?: string;
  backUrl: string;
}

export function ssoChooserPage(context: PageContext, model: SsoChooserModel): string {
  const { t } = context;
  const title = t('sso.chooserTitle');
  const lead = model.email ? (
    <Rich t={t} text="sso.chooserLead" parts={{ email: <Strong>{model.email}</Strong> }} />
  ) : (
    t('sso.chooserLeadPlain')
  );
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length) },
    <>
      <Heading title={title} lead={lead} />
      <ProblemSummary t={t} problems={model.problems} />
      <Form model={model}>
        <ul class="choices">
          {model.connectors.map((connector) => (
            <li>
              <button type="submit" class="button" name="connector" value={connector.id}>
                <ConnectorLogo url={connector.logoUrl} />
                <bdi>{connector.name}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </Form>
      <Aside href={model.backUrl} text={t('sso.otherWay')} />
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

function ConnectorLogo({ url }: { url?: string }) {
  const safe = safeImageUrl(url);
  return safe ? <img src={safe} alt="" referrerpolicy="no-referrer" /> : <Icon name="organization" />;
}

function Aside({ href, text }: { href: string; text: string }) {
  return (
    <p class="links">
      <a href={safeUrl(href)}>{text}</a>
    </p>
  );
}
