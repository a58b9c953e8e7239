/** Every option: its names, what it may be, what it is when nobody says anything. */
import { z } from 'zod';
import { parseRange } from '../outbound/ranges.ts';
import { isKeyList, isLoopbackHost, splitList } from './values.ts';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a number from 0 to 65535');

const list = z.string().transform(splitList);

/** https, or http on this machine: cookies and codes don't travel in the clear (RFC 6749 section 3.1.2.1). */
const endpoint = z
  .string()
  .refine((text) => URL.canParse(text), 'must be a URL, e.g. https://id.example.com')
  .transform((text) => new URL(text))
  .refine(
    ({ protocol }) => /^https?:$/.test(protocol),
    'must begin with https:// (or http:// on this machine)',
  )
  .refine(({ protocol, hostname }) => protocol !== 'http:' || isLoopbackHost(hostname), {
    message: 'must begin with https://; http:// is for localhost only',
  })
  .refine(
    ({ username, password, search, hash, pathname }) =>
      !username && !password && !search && !hash && pathname === '/',
    {
      message: 'must be scheme, host and port only: no path, query, fragment or user name',
    },
  )
  .transform(({ origin }) => origin);

const databaseUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), 'must begin with postgres://');

const range = (text: string) => parseRange(text) !== undefined;
const hostName = (text: string) =>
  /^(?=.{1,253}\.?$)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(text) && !/^[\d.]+$/.test(text);
const ranges = list.refine(
  (items) => items.every(range),
  'must be CIDR ranges or addresses, e.g. 10.0.0.0/8,::1',
);
const allowed = list.refine((items) => items.every((item) => range(item) || hostName(item)), {
  message: 'must be CIDR ranges, addresses or host names, e.g. 10.0.0.0/8,idp.internal',
});

const smtpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '',
    {
      message: 'must be smtp://user:password@host:587 or smtps://user:password@host:465',
    },
  );

const keyList = z.string().refine(isKeyList, {
  message: 'must be id:key,id:key with 32 bytes in base64 each; the first one is the current one',
});

const mailbox = z.string().regex(/^[^\r\n]+$/, 'must be an address, e.g. Example <no-reply@example.com>');
const levels = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

export interface Option {
  schema: z.ZodType;
  /** In the environment; the first one that is set counts. */
  env: readonly string[];
  /** On the command line, without the dashes. */
  cli?: string;
  /** Its value is never shown. */
  secret?: boolean;
  description: string;
}

export const options = {
  endpoint: {
    schema: endpoint,
    env: ['GATEHOUSE_ENDPOINT'],
    cli: 'endpoint',
    description: 'The public URL; default http://localhost:{port}.',
  },
  port: {
    schema: port,
    env: ['GATEHOUSE_PORT', 'PORT'],
    cli: 'port',
    description: 'The port to listen on; default 3001.',
  },
  host: {
    schema: z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address'),
    env: ['GATEHOUSE_HOST', 'HOST'],
    cli: 'host',
    description: 'The address to listen on; default: localhost in development, all in production.',
  },
  dataDir: {
    schema: z.string().min(1, 'must be a folder'),
    env: ['GATEHOUSE_DATA_DIR'],
    cli: 'dataDir',
    description: 'The folder of the embedded database and the key file; default ./data.',
  },
  databaseUrl: {
    schema: databaseUrl,
    env: ['GATEHOUSE_DATABASE_URL', 'DATABASE_URL'],
    cli: 'databaseUrl',
    secret: true,
    description: 'PostgreSQL; without it the embedded database is used.',
  },
  databasePoolSize: {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
      .transform(Number),
    env: ['GATEHOUSE_DATABASE_POOL_SIZE'],
    description: 'Connections to PostgreSQL; default 10.',
  },
  unnamedStatements: {
    schema: flag,
    env: ['GATEHOUSE_UNNAMED_STATEMENTS'],
    description: 'true for PgBouncer before 1.21 in transaction pooling.',
  },
  keyEncryptionKeys: {
    schema: keyList,
    env: ['GATEHOUSE_ENCRYPTION_KEYS'],
    secret: true,
    description:
      'Keys that seal secrets at rest, instead of the key file; nodes of one database need the same.',
  },
  trustedProxies: {
    schema: ranges,
    env: ['GATEHOUSE_TRUSTED_PROXIES'],
    description: 'Addresses of the proxies whose X-Forwarded-For counts; default none.',
  },
  outboundAllow: {
    schema: allowed,
    env: ['GATEHOUSE_OUTBOUND_ALLOW'],
    description: 'Private addresses and hosts that may be called (identity providers, hooks); default none.',
  },
  smtpUrl: {
    schema: smtpUrl,
    env: ['GATEHOUSE_SMTP_URL'],
    secret: true,
    description: 'The mail server; without it mail ends in the dev mailbox.',
  },
  smtpFrom: {
    schema: mailbox,
    env: ['GATEHOUSE_SMTP_FROM'],
    description: 'The sender of mail; needed with a mail server.',
  },
  logLevel: {
    schema: z.enum(levels, `must be one of ${levels.join(', ')}`),
    env: ['GATEHOUSE_LOG_LEVEL', 'LOG_LEVEL'],
    cli: 'logLevel',
    description: 'Default info.',
  },
  metricsToken: {
    schema: z.string().min(16, 'must have at least 16 characters'),
    env: ['GATEHOUSE_METRICS_TOKEN'],
    secret: true,
    description: 'Bearer token that /metrics asks for; without one it answers to loopback only.',
  },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;
export type Parsed = { [Name in OptionName]?: z.output<(typeof options)[Name]['schema']> };
