/**
 * Background jobs in the database: enqueued in the transaction that wants them, run by any node under a lease,
 * tried again with growing pauses. Recurring jobs are one row each, whatever the number of nodes.
 */

export type { EnqueueOptions, JobContext, JobDefinition } from './definition.ts';
export { createExpiry, type ExpiringTable, type Expiry } from './expiry.ts';
export { createJobs, type Jobs, type JobsDeps } from './runner.ts';
