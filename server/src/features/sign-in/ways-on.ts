/** Where people go from a failure inside an attempt: once more from where it stands, or by another way. */
import type { Tenant } from '../tenants/index.ts';

export function waysOn({ basePath }: Tenant, attemptId: string): { retryUrl: string; otherWayUrl: string } {
  const retryUrl = `${basePath}/sign-in/${attemptId}`;
  return { retryUrl, otherWayUrl: `${retryUrl}/identifier` };
}
