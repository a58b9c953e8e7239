/** What a mail server is, as administrators enter it and see it. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { text } from '../../kernel/http/fields.ts';
import { parseEmail } from '../../protocol/identifiers.ts';

/** A name or an address, nothing that could be an address inside another: no scheme, port, path or blanks. */
function isHost(value: string): boolean {
  if (isIP(value)) return true;
  const isName =
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i.test(value);
  // `127.1` and `2130706433` are addresses to some resolvers.
  return isName && !/^[\d.]+$|^0x/i.test(value);
}

const securities = ['none', 'starttls', 'tls'] as const;
const host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isHost, 'must be a host name like smtp.example.com, without scheme and port');
const email = z
  .string()
  .max(254)
  .refine((value) => parseEmail(value) !== undefined, 'must be an email address')
  .meta({ format: 'email' })
  .transform((value) => parseEmail(value)?.address ?? '');

const fields = {
  host: host.describe('A host on the public internet, or one that the operator has allowed.'),
  port: z.int().min(1).max(65_535),
  security: z
    .enum(securities)
    .describe(
      'starttls: encrypted after the greeting, or not at all sent; tls: encrypted from the beginning.',
    ),
  username: text(256).nullable().default(null),
  fromName: text(100).nullable().default(null).describe('Shown to recipients beside the address.'),
  fromAddress: email,
};

export const mailSettingsInput = z.strictObject({
  ...fields,
  password: text(1024)
    .nullable()
    .optional()
    .describe(
      'Never shown again. Absent or null: the stored one stays, as long as host, port, security and username do.',
    ),
});

const optional = z.string().nullable();

export const mailSettingsOut = z
  .object({
    source: z
      .enum(['tenant', 'environment', 'none'])
      .describe('Whose mail server is used: this tenant’s, the installation’s, or none: the dev mailbox.'),
    host: optional.describe('Of the installation’s mail server nothing but the sender is told.'),
    port: z.int().nullable(),
    security: z.enum(securities).nullable(),
    username: optional,
    hasPassword: z.boolean(),
    fromName: optional,
    fromAddress: optional,
    version: z.int().describe('0 without settings of the tenant’s own.'),
  })
  .meta({ id: 'MailSettings' });

export const testInput = z.strictObject({ to: email });

export const testOut = z
  .object({
    sent: z.boolean().describe('Whether the mail server has taken the mail.'),
    problem: z.string().optional().describe('What went wrong, with what the mail server answered.'),
    hint: z.string().optional().describe('What to do about it.'),
    durationMs: z.int(),
  })
  .meta({ id: 'MailTest' });
