/** What the audit trail tells of an event, and by what it can be searched. */
import { z } from 'zod';
import { timestampInput } from '../../kernel/http/fields.ts';

const optional = z.string().nullable();

export const auditEventSchema = z
  .object({
    id: z.string(),
    type: z.string().describe('For example user.created.'),
    actor: z.object({
      type: z.enum(['user', 'application', 'setup-link', 'system', 'anonymous']),
      id: optional,
    }),
    subject: z.object({ type: z.string(), id: z.string() }).nullable(),
    applicationId: optional,
    connectorId: optional,
    address: optional,
    userAgent: optional,
    requestId: optional,
    data: z.unknown().describe('Of a change: the fields before and after, without secrets.'),
    createdAt: z.date(),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEventSchema>;

const id = z.string().min(1).max(128);

export const auditFilterSchema = z.strictObject({
  type: id.optional().describe('One type, or a group of them: user.created or user.'),
  actor: id.optional().describe('The id of who did it.'),
  subject: id.optional().describe('The id of what it was done to.'),
  user: id.optional().describe('The id of a user: what they did and what was done to them.'),
  application: id.optional().describe('What happened on the way to it, and what was done to it.'),
  connector: id.optional(),
  from: timestampInput.optional().describe('At or after this time.'),
  to: timestampInput.optional().describe('Before this time.'),
});
export type AuditQuery = z.output<typeof auditFilterSchema>;
export type AuditFilter = AuditQuery & { limit: number; offset: number };
