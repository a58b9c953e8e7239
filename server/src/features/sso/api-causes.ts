/** Causes as the management API tells them. */
import { z } from 'zod';
import { type CauseCode, causes } from './causes.ts';

export const causeOut = z.object({
  code: z.string(),
  side: z.string(),
  title: z.string(),
  fix: z.string(),
});

/** A cause that a later version has dropped is still told by its code. */
export function causeToOut(code: string | null): z.input<typeof causeOut> | null {
  if (code === null) return null;
  const facts = Object.hasOwn(causes, code) ? causes[code as CauseCode] : undefined;
  const { side = 'idp', title = '', fix = '' } = facts ?? {};
  return { code, side, title, fix };
}
