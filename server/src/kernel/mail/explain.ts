/** What a mail server answered, in plain words, and what to do about it. Never with a password in it. */
import type { SmtpFailure } from './smtp.ts';

export interface Explanation {
  problem: string;
  hint: string;
}

/** What is told of the server; the operator's is nobody's business but theirs. */
export interface ServerNames {
  /** host:port, or "The mail server of this installation". */
  server: string;
  host: string;
  /** null: the installation's. */
  security: 'none' | 'starttls' | 'tls' | null;
  sender: string;
}

const ports = 'Usual are 587 with STARTTLS and 465 with TLS; many networks block 25.';
const certificate = /certificate|self[- ]signed|altname|unable to verify/i;
const wrongProtocol = /wrong version number|packet length|unknown protocol/i;

type Rule = [(failure: SmtpFailure) => boolean, (names: ServerNames, failure: SmtpFailure) => Explanation];

const code =
  (...codes: string[]) =>
  (failure: SmtpFailure) =>
    codes.includes(failure.code ?? '');
const says = (pattern: RegExp) => (failure: SmtpFailure) => pattern.test(failure.message ?? '');

/** Before the server has said anything: its own words may be any. */
const failsToConnect = (pattern: RegExp) => (failure: SmtpFailure) =>
  failure.responseCode === undefined && says(pattern)(failure);

/** The first that fits. */
const rules: readonly Rule[] = [
  [
    code('outbound.refused'),
    ({ host }) => ({
      problem: `Gatehouse does not connect to ${host}: its address is not on the public internet.`,
      hint: 'If the mail server is yours, whoever runs Gatehouse adds it to GATEHOUSE_OUTBOUND_ALLOW.',
    }),
  ],
  [
    code('ENOTFOUND', 'EAI_AGAIN', 'EDNS'),
    ({ host }) => ({ problem: `The name ${host} was not found.`, hint: 'Check the spelling of the host.' }),
  ],
  [
    failsToConnect(certificate),
    // What the library says names the host.
    ({ server, security }, { message }) => ({
      problem: `The certificate of ${server} is not trusted${security ? `: ${plain(message ?? '')}` : ''}.`,
      hint: 'Enter the host name that is in the certificate; a certificate of a private authority is not accepted.',
    }),
  ],
  [
    failsToConnect(wrongProtocol),
    ({ server }) => ({
      problem: `${server} does not begin with TLS.`,
      hint: 'Choose STARTTLS, which most servers offer on port 587, or another port.',
    }),
  ],
  [
    (failure) => failure.responseCode === 530 && says(/tls/i)(failure),
    ({ server }) => ({ problem: `${server} wants an encrypted connection.`, hint: 'Choose STARTTLS.' }),
  ],
  [
    (failure) => code('ETLS')(failure) || says(/STARTTLS/)(failure),
    ({ server }) => ({
      problem: `${server} does not offer STARTTLS.`,
      hint: 'Choose TLS with port 465, or ask who runs the server.',
    }),
  ],
  [
    code('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'),
    ({ server }) => ({ problem: `Nothing answers at ${server}.`, hint: `Check host and port. ${ports}` }),
  ],
  [
    code('ETIMEDOUT', 'outbound.timeout'),
    ({ server, security }) => ({
      problem: `${server} did not answer in time.`,
      hint:
        security === 'tls'
          ? `A firewall may be in between, or the port is wrong. ${ports}`
          : `A firewall may be in between, or the server waits for TLS: then choose TLS. ${ports}`,
    }),
  ],
  [
    code('EAUTH'),
    ({ server }, { responseCode }) => ({
      problem: `${server} ${responseCode ? 'refused the user name or password' : 'offers no way to sign in that Gatehouse knows'}.`,
      hint: 'Check both. Many providers want an app password or an API key instead of the password of the account.',
    }),
  ],
  [
    ({ responseCode }) => responseCode === 530,
    ({ server }) => ({
      problem: `${server} wants a sign-in first.`,
      hint: 'Enter a user name and password.',
    }),
  ],
  [
    ({ command }) => command === 'MAIL FROM',
    ({ server, sender }) => ({
      problem: `${server} does not send mail from ${sender}.`,
      hint: 'Use an address that belongs to the account, or confirm the address or its domain with the provider.',
    }),
  ],
  [
    ({ command }) => command === 'RCPT TO',
    ({ server }) => ({
      problem: `${server} does not take mail for this recipient.`,
      hint: 'Try another address. A server that speaks of relaying wants a sign-in, or another sender.',
    }),
  ],
  [
    code('EMESSAGE', 'EENVELOPE'),
    ({ server }) => ({
      problem: `${server} refused the message.`,
      hint: 'Its answer says why; the provider has a log of it.',
    }),
  ],
  [
    code('EPROTOCOL', 'ECONNECTION', 'ECONNRESET', 'ESOCKET'),
    ({ server }) => ({
      problem: `${server} ended the connection, or is no mail server.`,
      hint: `Check host, port and security. ${ports}`,
    }),
  ],
];

const otherwise = ({ server }: ServerNames): Explanation => ({
  problem: `${server} could not be used.`,
  hint: `Check host, port and security. ${ports}`,
});

const plain = (text: string): string =>
  text
    .replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);

/** Only what is a line of SMTP: what answers there may be something else that an outsider must not read. */
function said(response: string): string {
  const line = plain(response);
  return /^[245]\d\d[ -]/.test(line) ? ` It said: ${line}` : '';
}

/** A hostile server may say the password, as it got it, in the hope that it is shown or logged. */
function without(text: string, password: string | undefined, username: string | null): string {
  if (!password) return text;
  const base64 = (value: string) => Buffer.from(value).toString('base64');
  const forms = [password, base64(password), base64(`\0${username ?? ''}\0${password}`)];
  return forms.reduce((rest, form) => rest.replaceAll(form, '(redacted)'), text);
}

export function explain(
  failure: SmtpFailure,
  names: ServerNames,
  { password, username = null }: { password?: string; username?: string | null } = {},
): Explanation {
  const [, words] = rules.find(([fits]) => fits(failure)) ?? [undefined, otherwise];
  const { problem, hint } = words(names, failure);
  // Before the line is cut: half a password is one too many.
  const response = without(failure.response ?? '', password, username);
  return { problem: without(problem, password, username) + said(response), hint };
}
