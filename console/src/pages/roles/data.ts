/** What the pages of roles read and share. */
import type { Role, WithEtag } from '@gatehouse/sdk/management';
import { detailsOf } from '../../patterns/errors.ts';

export const rolesKey = ['roles'];
export type LoadedRole = WithEtag<Role>;

/** A name that another role has is told at its field. */
export const nameProblem = (error: unknown, taken: string): Record<string, string> =>
  detailsOf(error).code === 'role.exists' ? { name: taken } : {};
