/** What a set-up link is: at the API, in the store and to the portal. */
import { z } from 'zod';
import { text, timestamp } from '../../kernel/http/fields.ts';
import { locales } from '../../kernel/i18n/index.ts';
import { claimableDomain } from '../../protocol/domains.ts';
import { parseEmail } from '../../protocol/identifiers.ts';

export const parts = ['set-up', 'renew', 'health'] as const;
export type Part = (typeof parts)[number];

export const linkStates = ['waiting', 'in-progress', 'finished', 'expired', 'revoked'] as const;
export type LinkState = (typeof linkStates)[number];

const defaultDays = 7;
const mostDays = 30;

const email = z
  .string()
  .max(320)
  .refine((value) => parseEmail(value) !== undefined, 'must be an email address')
  .meta({ format: 'email' });

const domain = z
  .string()
  .max(300)
  .refine((value) => claimableDomain(value).problem === undefined, 'must be a domain of an organization');

export const expiresInDaysSchema = z.int().min(1).max(mostDays).default(defaultDays);

export const linkInputSchema = z.strictObject({
  customer: text(100).describe('Name of the customer, as the portal shows it.'),
  organizationId: text(64).optional().describe('The organization that the connector is for.'),
  connectorId: text(40)
    .optional()
    .describe('A connector that is there already: to renew its secret, or to show its health.'),
  emails: z
    .array(email)
    .max(10)
    .default([])
    .describe('Who may open the link: it asks for a code that is mailed to one of them.'),
  providers: z
    .array(z.string().min(1).max(40))
    .max(20)
    .default([])
    .describe('Ids of the identity providers to choose from; all of them when empty.'),
  domains: z
    .array(domain)
    .max(20)
    .default([])
    .describe('The domains that the customer is expected to prove; any when empty.'),
  parts: z
    .array(z.enum(parts))
    .min(1)
    .default([...parts])
    .describe('What the link is good for.'),
  mayEnable: z
    .boolean()
    .default(false)
    .describe('Whether the holder may enable the connector once a test has passed.'),
  locale: z
    .enum(locales as [(typeof locales)[number]])
    .optional()
    .describe('The browser’s when left out.'),
  notify: email.optional().describe('Who is told by mail when the set-up is finished.'),
  expiresInDays: expiresInDaysSchema,
});

export type LinkInput = z.infer<typeof linkInputSchema>;

export const renewInputSchema = z.strictObject({ expiresInDays: expiresInDaysSchema });

/** As stored. */
export interface SetupLink {
  id: string;
  tokenHash: string;
  customer: string;
  organizationId: string | null;
  emails: string[];
  providers: string[];
  domains: string[];
  parts: Part[];
  mayEnable: boolean;
  locale: string | null;
  notify: string | null;
  provider: string | null;
  reservedId: string;
  connectorId: string | null;
  madeConnector: boolean;
  createdBy: { type: string; id: string | null };
  state: LinkState;
  createdAt: Date;
  expiresAt: Date;
  openedAt: Date | null;
  lastUsedAt: Date | null;
  finishedAt: Date | null;
  revokedAt: Date | null;
}

export const progressOut = z
  .object({
    provider: z.string().nullable().describe('The identity provider that was chosen.'),
    connected: z.boolean().describe('The values of the identity provider are stored.'),
    domains: z.array(z.object({ name: z.string(), proved: z.boolean() })),
    testedAt: timestamp.nullable().describe('When a test last passed with the connection as it is now.'),
    enabled: z.boolean(),
  })
  .meta({ id: 'SetupLinkProgress' });

export const linkOut = z
  .object({
    id: z.string(),
    customer: z.string(),
    state: z.enum(linkStates),
    organizationId: z.string().nullable(),
    connectorId: z.string().nullable().describe('Of the connector that the link made or was made for.'),
    emails: z.array(z.string()),
    providers: z.array(z.string()),
    domains: z.array(z.string()),
    parts: z.array(z.enum(parts)),
    mayEnable: z.boolean(),
    locale: z.string().nullable(),
    notify: z.string().nullable(),
    progress: progressOut,
    createdBy: z.object({ type: z.string(), id: z.string().nullable() }),
    createdAt: timestamp,
    expiresAt: timestamp,
    openedAt: timestamp.nullable(),
    lastUsedAt: timestamp.nullable(),
    finishedAt: timestamp.nullable(),
    revokedAt: timestamp.nullable(),
  })
  .meta({ id: 'SetupLink' });

export type LinkOut = z.input<typeof linkOut>;

export const linkWithUrlOut = linkOut
  .extend({
    url: z
      .string()
      .nullable()
      .describe('For the IT admin. Shown this once; null when a request is repeated by its Idempotency-Key.'),
  })
  .meta({ id: 'NewSetupLink' });
