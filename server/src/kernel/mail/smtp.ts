/** Sends one message through the operator's mail server. */
import type { Transporter } from 'nodemailer';

export interface OutgoingMail {
  to: string;
  kind: string;
  subject: string;
  text: string;
  html?: string;
}

/** Not sent: `permanent` when trying again cannot help. `reason` names no address and no content. */
export type SendOutcome = 'sent' | { permanent: boolean; reason: string };

export interface MailTransport {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  from: string;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The parts are taken out here, so that nothing else in the URL can change what the library does. */
function connection(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    // A password never travels in the clear to another machine.
    requireTLS: username !== '' && !loopback.test(hostname),
    auth:
      username === ''
        ? undefined
        : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}

interface SmtpFailure {
  code?: string;
  responseCode?: number;
}

/** 5xx is the server's final word about this message (RFC 5321 section 4.2.1); a bad login is ours to repair. */
function outcomeOf({ code = 'unknown', responseCode }: SmtpFailure): SendOutcome {
  const permanent = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return { permanent, reason: responseCode === undefined ? code : `${code} ${responseCode}` };
}

/** Everything together stays under the lease of a job. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** The library is loaded with the first mail: it takes memory that an installation without mail need not give. */
async function connect(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...connection(url),
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

export function createSmtpTransport({ url, from }: SmtpOptions): MailTransport {
  let transport: Promise<Transporter> | undefined;
  return {
    async send({ to, subject, text, html }) {
      try {
        transport ??= connect(url);
        await (await transport).sendMail({ from, to: { name: '', address: to }, subject, text, html });
        return 'sent';
      } catch (error) {
        return outcomeOf(error as SmtpFailure);
      }
    },
  };
}
