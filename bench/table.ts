/** The report: every budget of DESIGN section 9 with what was measured, and the figures behind it, in Markdown. */

export type Verdict = 'ok' | 'over' | 'info' | 'skipped';

export interface Row {
  what: string;
  budget: string;
  measured: string;
  verdict: Verdict;
  /** Does not depend on the machine, so that a failure is a failure everywhere. */
  count?: boolean;
}

export interface Figure {
  operation: string;
  target: string;
  perSecond: number;
  processorMilliseconds: number;
  statements: number;
  p50: number;
  p99: number;
}

const marks: Record<Verdict, string> = { ok: 'ok', over: '**over**', info: '', skipped: 'skipped' };

function grid(head: string[], lines: string[][]): string {
  const all = [head, head.map(() => '---'), ...lines];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const budgetTable = (rows: readonly Row[]): string =>
  grid(
    ['what', 'budget', 'measured', ''],
    rows.map(({ what, budget, measured, verdict }) => [what, budget, measured, marks[verdict]]),
  );

export const figureTable = (figures: readonly Figure[]): string =>
  grid(
    ['operation', 'at', 'per second', 'processor ms', 'p50 ms', 'p99 ms', 'statements'],
    figures.map((figure) => [
      figure.operation,
      figure.target,
      figure.perSecond.toFixed(0),
      figure.processorMilliseconds.toFixed(2),
      figure.p50.toFixed(1),
      figure.p99.toFixed(1),
      figure.statements.toFixed(1),
    ]),
  );

/** A row whose budget is a greatest value. */
export function atMost(
  what: string,
  limit: number,
  measured: number | undefined,
  unit = '',
  count = false,
): Row {
  if (measured === undefined)
    return { what, budget: `≤ ${limit}${unit}`, measured: '–', verdict: 'skipped', count };
  const shown = Number.isInteger(measured) ? String(measured) : measured.toFixed(measured < 10 ? 2 : 0);
  return {
    what,
    budget: `≤ ${limit}${unit}`,
    measured: `${shown}${unit}`,
    verdict: measured <= limit ? 'ok' : 'over',
    count,
  };
}

export function atLeast(what: string, limit: number, measured: number | undefined, unit = ''): Row {
  if (measured === undefined) return { what, budget: `≥ ${limit}${unit}`, measured: '–', verdict: 'skipped' };
  return {
    what,
    budget: `≥ ${limit}${unit}`,
    measured: `${measured.toFixed(2)}${unit}`,
    verdict: measured >= limit ? 'ok' : 'over',
  };
}
