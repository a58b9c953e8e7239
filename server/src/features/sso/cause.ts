/** What a cause of a failed sign-in consists of. */

/** Whose side a cause is on, and so who can do something about it. */
export const sides = ['idp', 'gatehouse-config', 'user', 'network'] as const;
export type Side = (typeof sides)[number];

export interface CauseFacts {
  side: Side;
  /** HTTP status of the page; never 5xx, because a failing provider is not a failing Gatehouse. */
  status: 400 | 403 | 404 | 424;
  title: string;
  fix: string;
}

export const cause = (side: Side, status: CauseFacts['status'], title: string, fix: string): CauseFacts => ({
  side,
  status,
  title,
  fix,
});
