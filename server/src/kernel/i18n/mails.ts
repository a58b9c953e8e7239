/**
 * The mails that hosted pages send, as subject, plain text and simple HTML. Pure: sending is kernel/mail's work.
 * A mail that answers a registration says the same to a stranger as to an owner: which of the two texts goes out is
 * the only difference, and only the owner of the mailbox sees it.
 */
import { html } from 'hono/html';
import type { T } from './index.ts';

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

export interface CodeMail {
  code: string;
  /** How long the code works. */
  minutes: number;
  /** The name people know the tenant by: its branding's display name, else its own name. */
  tenantName: string;
  /** The application that the person is on the way to, when there is one. */
  applicationName?: string;
}

export function signInCodeMail(t: T, mail: CodeMail): MailText {
  const subject = t('mail.signInSubject', subjectValues(mail));
  return codeMail(t, mail, subject, t('mail.signInLead', placeValues(mail)), t('mail.ignore'));
}

export function registerCodeMail(t: T, mail: CodeMail): MailText {
  const subject = t('mail.registerSubject', subjectValues(mail));
  return codeMail(t, mail, subject, t('mail.registerLead', placeValues(mail)), t('mail.ignore'));
}

export function resetPasswordCodeMail(t: T, mail: CodeMail): MailText {
  const subject = t('mail.resetSubject', subjectValues(mail));
  return codeMail(t, mail, subject, t('mail.resetLead', placeValues(mail)), t('mail.resetIgnore'));
}

export function verifyEmailCodeMail(t: T, mail: CodeMail): MailText {
  const subject = t('mail.verifySubject', subjectValues(mail));
  return codeMail(t, mail, subject, t('mail.verifyLead', placeValues(mail)), t('mail.ignore'));
}

export function alreadyRegisteredMail(t: T, mail: Omit<CodeMail, 'code' | 'minutes'>): MailText {
  return compose(t, oneLine(t('mail.registeredSubject', { tenant: mail.tenantName })), [
    t('mail.greeting'),
    t('mail.registeredLead', placeValues(mail)),
    t('mail.registeredNext'),
    t('mail.registeredIgnore'),
  ]);
}

/** Opens a set-up link of the portal for the IT admin of a customer. */
export function setupLinkCodeMail(t: T, mail: CodeMail): MailText {
  const subject = t('mail.setupCodeSubject', subjectValues(mail));
  return codeMail(t, mail, subject, t('mail.setupCodeLead', placeValues(mail)), t('mail.ignore'));
}

export interface SetupFinishedMail {
  customer: string;
  tenantName: string;
  /** Whether the customer has proved their domain. */
  proved: boolean;
}

export function setupFinishedMail(
  t: T,
  { customer, tenantName: tenant, proved }: SetupFinishedMail,
): MailText {
  return compose(t, oneLine(t('mail.setupFinishedSubject', { customer })), [
    t('mail.greeting'),
    t('mail.setupFinishedLead', { customer, tenant }),
    t(proved ? 'mail.setupFinishedProved' : 'mail.setupFinishedUnproved'),
    t('mail.setupFinishedNext'),
  ]);
}

export interface InvitationMail {
  link: string;
  /** How long the link works. */
  days: number;
  tenantName: string;
  /** In the language of the mail. */
  role: string;
}

export function invitationMail(t: T, { link, days, tenantName: tenant, role }: InvitationMail): MailText {
  return compose(t, oneLine(t('mail.invitationSubject', { tenant })), [
    t('mail.greeting'),
    t('mail.invitationLead', { tenant, role }),
    { link },
    t('mail.invitationValid', { days }),
    t('mail.invitationIgnore'),
  ]);
}

/** What ends, as the mail names it. */
export type EndingKind =
  | 'client-secret'
  | 'client-key'
  | 'saml-certificate'
  | 'saml-metadata'
  | 'domain-proof'
  | 'custom-domain-proof'
  | 'scim-token';

export interface ExpiryMail {
  tenantName: string;
  /** The page that lists everything that ends. */
  overview: string;
  things: readonly {
    kind: EndingKind;
    name: string;
    /** Whose it is, when that is not the thing's own name. */
    ofConnector: string | undefined;
    expiresAt: Date;
    daysLeft: number;
    /** The form that renews it. */
    link: string;
  }[];
}

const endingKinds = {
  'client-secret': 'mail.expiryClientSecret',
  'client-key': 'mail.expiryClientKey',
  'saml-certificate': 'mail.expirySamlCertificate',
  'saml-metadata': 'mail.expirySamlMetadata',
  'domain-proof': 'mail.expiryDomainProof',
  'custom-domain-proof': 'mail.expiryCustomDomainProof',
  'scim-token': 'mail.expiryScimToken',
} as const satisfies Record<EndingKind, string>;

function whenItEnds(t: T, { kind, daysLeft: days, expiresAt }: ExpiryMail['things'][number]): string {
  if (kind === 'domain-proof' || kind === 'custom-domain-proof') return t('mail.expiryProofMissing');
  const date = expiresAt.toISOString().slice(0, 10);
  if (days < 0) return t('mail.expiryEnded', { date });
  if (days === 0) return t('mail.expiryToday');
  return days === 1 ? t('mail.expiryTomorrow') : t('mail.expiryInDays', { days, date });
}

function endingOf(t: T, thing: ExpiryMail['things'][number]): string {
  const { kind, name, ofConnector } = thing;
  const place = ofConnector === undefined || ofConnector === name ? name : `${name} (${ofConnector})`;
  return `${t(endingKinds[kind])} · ${place}: ${whenItEnds(t, thing)}`;
}

/** To administrators, before secrets, certificates and proofs end: one mail for all that is due at the time. */
export function expiryMail(t: T, { tenantName: tenant, overview, things }: ExpiryMail): MailText {
  const [first] = things;
  const subject =
    things.length === 1 && first
      ? t('mail.expirySubjectOne', { tenant, thing: endingOf(t, first) })
      : t('mail.expirySubject', { tenant, count: things.length });
  return compose(t, oneLine(subject), [
    t('mail.greeting'),
    t('mail.expiryLead', { tenant }),
    ...things.flatMap((thing) => [endingOf(t, thing), { link: thing.link }]),
    t('mail.expiryAll'),
    { link: overview },
    t('mail.expiryWhy'),
  ]);
}

/** To the other owners. */
export function breakGlassMail(t: T, mail: { tenantName: string; who: string; left: number }): MailText {
  const { tenantName: tenant, who, left } = mail;
  return compose(t, oneLine(t('mail.breakGlassSubject', { tenant })), [
    t('mail.greeting'),
    t('mail.breakGlassLead', { who }),
    t('mail.breakGlassNext', { left }),
  ]);
}

export interface RollBackMail {
  tenantName: string;
  connectorName: string;
  failed: number;
  attempts: number;
  /** What the change touched. */
  fields: readonly string[];
  /** Why it was not taken back. */
  why?: keyof typeof withheld | undefined;
  /** The connector's history. */
  link: string;
}

const withheld = {
  'secret-expired': 'mail.rollBackSecretExpired',
  'lets-others-in': 'mail.rollBackLetsOthersIn',
  'trusts-again': 'mail.rollBackTrustsAgain',
  unusable: 'mail.rollBackUnusable',
} as const;

/** To administrators, when sign-ins failed after a change of a connection. */
export function rollBackMail(t: T, mail: RollBackMail): MailText {
  const { tenantName: tenant, connectorName: connector, failed, attempts, fields, why, link } = mail;
  const subject = why ? 'mail.rollBackWithheldSubject' : 'mail.rollBackSubject';
  return compose(t, oneLine(t(subject, { tenant, connector })), [
    t('mail.greeting'),
    t('mail.rollBackLead', { connector, failed, attempts }),
    t('mail.rollBackFields', { fields: fields.join(', ') }),
    why ? t(withheld[why]) : t('mail.rollBackDone'),
    t(why ? 'mail.rollBackDecide' : 'mail.rollBackAgain'),
    { link },
  ]);
}

export type SecondFactorNews = 'enrolled' | 'removed' | 'reset' | 'recovery-used' | 'codes-renewed';

const secondFactorNews = {
  enrolled: 'mail.factorEnrolled',
  removed: 'mail.factorRemoved',
  reset: 'mail.factorReset',
  'recovery-used': 'mail.factorRecoveryUsed',
  'codes-renewed': 'mail.factorCodesRenewed',
} as const satisfies Record<SecondFactorNews, string>;

/** To the person whose second factor changed. */
export function secondFactorMail(t: T, mail: { news: SecondFactorNews; tenantName: string }): MailText {
  const { news, tenantName: tenant } = mail;
  return compose(t, oneLine(t('mail.factorSubject', { tenant })), [
    t('mail.greeting'),
    t(secondFactorNews[news], { tenant }),
    t('mail.factorNotYou'),
  ]);
}

type Named = Pick<CodeMail, 'tenantName' | 'applicationName'>;

const subjectValues = (mail: CodeMail) => ({ code: mail.code, tenant: mail.tenantName });
const placeValues = (mail: Named) => ({ place: mail.applicationName ?? mail.tenantName });
/** Names come from configuration; a line break in one must not end up in a header. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function codeMail(t: T, mail: CodeMail, subject: string, lead: string, ignore: string): MailText {
  const after = [t('mail.validFor', { minutes: mail.minutes }), t('mail.never'), ignore];
  return compose(t, oneLine(subject), [t('mail.greeting'), lead, { code: mail.code }, ...after]);
}

type Paragraph = string | { code: string } | { link: string };

function plain(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return paragraph;
  return `    ${'code' in paragraph ? paragraph.code : paragraph.link}`;
}

function marked(paragraph: Paragraph) {
  if (typeof paragraph === 'string') return html`<p style="margin:0 0 16px">${paragraph}</p>`;
  return 'code' in paragraph
    ? html`<p style="margin:0 0 16px;font:600 30px/1.3 ui-monospace,Consolas,monospace;letter-spacing:5px">${paragraph.code}</p>`
    : html`<p style="margin:0 0 16px;word-break:break-all"><a href="${paragraph.link}">${paragraph.link}</a></p>`;
}

function compose(t: T, subject: string, paragraphs: Paragraph[]): MailText {
  const text = paragraphs.map(plain).join('\n\n');
  const body = paragraphs.map(marked);
  const page = html`<!doctype html><html lang="${t.locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head><body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"><div style="max-width:480px">${body}</div></body></html>`;
  return { subject, text: `${text}\n`, html: String(page) };
}
