/** What a check of the installation says. */
export type Verdict = 'ok' | 'warning' | 'failed';

export interface Check {
  verdict: Verdict;
  /** What was looked at. */
  name: string;
  /** What was found. */
  detail: string;
  /** What to do about it. */
  fix?: string;
}

export const ok = (name: string, detail: string): Check => ({ verdict: 'ok', name, detail });
export const warning = (name: string, detail: string, fix?: string): Check => ({
  verdict: 'warning',
  name,
  detail,
  fix,
});
export const failed = (name: string, detail: string, fix?: string): Check => ({
  verdict: 'failed',
  name,
  detail,
  fix,
});
