/** What the parts of the administrators' tab have in common: whose answers are read again, and what people are called. */
import type { Administrator } from '@gatehouse/sdk/management';

export type Role = Administrator['role'];
/** From the mightiest down. */
export const roles: readonly Role[] = ['owner', 'admin', 'support', 'viewer'];

export const administratorsKey = ['administrators'];
export const invitationsKey = ['administrator-invitations'];

export const nameOf = ({ name, email, id }: Administrator): string => name ?? email ?? id;
