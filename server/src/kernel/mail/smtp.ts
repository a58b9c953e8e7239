/** Sends one message through a mail server: the operator's, or a tenant's own. */
import type { Socket } from 'node:net';
import type { Transporter } from 'nodemailer';

export interface OutgoingMail {
  to: string;
  kind: string;
  subject: string;
  text: string;
  html?: string;
}

/** As the library tells it. `response` is the mail server's own line. */
export interface SmtpFailure {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  message?: string;
}

/** Not sent: `permanent` when trying again cannot help. `reason` names no address and no content. */
export type SendOutcome = 'sent' | { permanent: boolean; reason: string; failure: SmtpFailure };

export interface MailTransport {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  from: string;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** Whether a password may travel there in the clear: it stays on this machine. */
export const isThisMachine = (host: string): boolean => loopback.test(host);

/** The parts are taken out here, so that nothing else in the URL can change what the library does. */
function connection(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    // A password never travels in the clear to another machine.
    requireTLS: username !== '' && !isThisMachine(hostname),
    auth:
      username === ''
        ? undefined
        : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}

/** 5xx is the server's final word about this message (RFC 5321 section 4.2.1); a bad login is ours to repair. */
function outcomeOf(failure: SmtpFailure): SendOutcome {
  const { code = 'unknown', responseCode } = failure;
  const permanent = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return { permanent, reason: responseCode === undefined ? code : `${code} ${responseCode}`, failure };
}

/** Everything together stays under the lease of a job. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** The library is loaded with the first mail: it takes memory that an installation without mail need not give. */
async function connect(options: object): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({ ...options, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
}

type Sender = string | { name: string; address: string };

function transportOf(options: object, from: Sender): MailTransport {
  let transport: Promise<Transporter> | undefined;
  return {
    async send({ to, subject, text, html }) {
      try {
        transport ??= connect(options);
        await (await transport).sendMail({ from, to: { name: '', address: to }, subject, text, html });
        return 'sent';
      } catch (error) {
        return outcomeOf(error as SmtpFailure);
      }
    },
  };
}

export const createSmtpTransport = ({ url, from }: SmtpOptions): MailTransport =>
  transportOf(connection(url), from);

export interface SmtpServer {
  host: string;
  port: number;
  security: 'none' | 'starttls' | 'tls';
  auth?: { user: string; pass: string };
  from: { name: string; address: string };
}

/** How a tenant's server is reached: by kernel/outbound, which decides whether it may be. */
export type Connect = (peer: { host: string; port: number }) => Promise<Socket>;

/** A server that drips its answers, one byte before each timeout, would hold a job for ever. */
const longest = 40_000;

type GiveSocket = (error: Error | null, options?: { connection: Socket }) => void;

function socketFrom(open: Connect) {
  return ({ host, port }: { host: string; port: number }, give: GiveSocket): void => {
    open({ host, port }).then(
      (socket) => {
        const late = () => socket.destroy(Object.assign(new Error('took too long'), { code: 'ETIMEDOUT' }));
        const timer = setTimeout(late, longest).unref();
        socket.once('close', () => clearTimeout(timer));
        // The library stops listening when it is done; an error after that must not end the process.
        socket.on('error', () => {});
        give(null, { connection: socket });
      },
      (error: Error) => give(error),
    );
  };
}

/** With `starttls` a server that doesn't offer it gets no mail: a stranger on the way could have taken the offer out. */
export function createTenantTransport(server: SmtpServer, open: Connect): MailTransport {
  const { host, port, security, auth, from } = server;
  const options = {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    auth,
    getSocket: socketFrom(open),
  };
  return transportOf(options, from);
}
