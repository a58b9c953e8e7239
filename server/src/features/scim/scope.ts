/** For whom a SCIM request speaks, and what it leaves in the event log. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Deletion } from './store.ts';

/** What an administrator reads later. Never a token, and no value of an attribute. */
export interface Notes {
  resource?: 'User' | 'Group';
  resourceId?: string;
  subject?: string;
  /** Names of attributes. */
  changed: string[];
  /** Names of attributes that nobody knows here. */
  ignored: string[];
  remarks: string[];
}

export interface Scope {
  db: TenantDb;
  connectorId: string;
  /** `{tenant}/scim/v2/{connectorId}` */
  baseUrl: string;
  onDelete: Deletion;
  notes: Notes;
  /** The condition of If-Match. */
  ifMatch: string | undefined;
}

const maxNoted = 50;

export function note(list: string[], ...texts: string[]): void {
  for (const text of texts) if (list.length < maxNoted && !list.includes(text)) list.push(text.slice(0, 300));
}

/** RFC 7644 section 3.14: weak, as several spellings of one resource are the same. */
export const etagOf = (version: number) => `W/"${version}"`;

/** RFC 9110 section 13.1: whether a list of ETags, or `*`, names this version. */
export function namesVersion(header: string, version: number): boolean {
  return header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//i, ''))
    .some((tag) => tag === '*' || tag === `"${version}"`);
}
