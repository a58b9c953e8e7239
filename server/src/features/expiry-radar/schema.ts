/** The expiry radar as the management API shows it. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { expiryKinds } from '../sso/index.ts';
import { expiryStates } from './policy.ts';

export const expiryItemSchema = z
  .object({
    kind: z.enum(expiryKinds),
    name: z.string().describe('Which of its kind.'),
    state: z
      .enum(expiryStates)
      .describe(
        '`expired` (proofs of domains: at risk), `urgent` within 7 days, `soon` within 60, `fine`, `unknown` when nobody has said when it ends.',
      ),
    expiresAt: timestamp.nullable(),
    daysLeft: z
      .int()
      .nullable()
      .describe('By the calendar (UTC): 0 on the day of the end, negative after it.'),
    connectorId: z.string().nullable(),
    connectorName: z.string().nullable(),
    renewalPath: z.string().describe("The form that renews it, below the tenant's address in the console."),
  })
  .meta({ id: 'ExpiryItem' });
export type ExpiryItem = z.input<typeof expiryItemSchema>;

export const expirySummarySchema = z
  .object({
    expired: z.int(),
    urgent: z.int(),
    soon: z.int(),
    fine: z.int(),
    unknown: z.int(),
    next: expiryItemSchema.nullable().describe('What ends next, or ended first.'),
  })
  .meta({ id: 'ExpirySummary' });

export const recipientKinds = ['administrators', 'addresses', 'nobody'] as const;

const settings = {
  recipients: z
    .enum(recipientKinds)
    .describe('`administrators`: those whose role may change SSO connectors; `addresses`: those listed.'),
  addresses: z.array(z.email().max(254)).max(20),
};

export const expirySettingsInput = z
  .strictObject({ ...settings, addresses: settings.addresses.default([]) })
  .refine(({ recipients, addresses }) => recipients !== 'addresses' || addresses.length > 0, {
    path: ['addresses'],
    message: 'needs at least one address',
  });

export const expirySettingsSchema = z
  .object({ ...settings, addresses: z.array(z.string()), version: z.int() })
  .meta({ id: 'ExpirySettings' });
export type ExpirySettings = z.infer<typeof expirySettingsSchema>;
