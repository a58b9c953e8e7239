/** Causes as the management API tells them. */
import { z } from 'zod';
import { defineListRoute, type Route } from '../../kernel/http/index.ts';
import { type CauseCode, type CauseFacts, causes, settings, sides } from './causes.ts';

const settingOut = z
  .enum(settings)
  .nullable()
  .describe('Where to look first to set it right; null when no setting here can.');

export const causeOut = z.object({
  code: z.string(),
  side: z.string(),
  title: z.string(),
  fix: z.string(),
  setting: settingOut,
});

/** A cause that a later version has dropped is still told by its code. */
export function causeToOut(code: string | null): z.input<typeof causeOut> | null {
  if (code === null) return null;
  const facts: CauseFacts | undefined = Object.hasOwn(causes, code) ? causes[code as CauseCode] : undefined;
  const { side = 'idp', title = '', fix = '', setting = null } = facts ?? {};
  return { code, side, title, fix, setting };
}

const knownCauseOut = causeOut.extend({ side: z.enum(sides) }).meta({ id: 'SsoCause' });
const everyCause: z.input<typeof knownCauseOut>[] = Object.entries<CauseFacts>(causes).map(
  ([code, { side, title, fix, setting = null }]) => ({ code, side, title, fix, setting }),
);

export function causeRoutes(): Route[] {
  return [
    defineListRoute({
      path: '/sso-causes',
      tag: 'Enterprise SSO',
      summary: 'List everything that a sign-in through SSO can fail by',
      description: 'In plain words: whose side it is on, how to fix it, and which setting to look at.',
      permission: 'sso-connectors:read',
      query: z.strictObject({ side: z.enum(sides).optional() }),
      item: knownCauseOut,
      errors: [],
      async handler({ query: { side }, page: { offset, limit } }) {
        const found = everyCause.filter((one) => side === undefined || one.side === side);
        return { items: found.slice(offset, offset + limit), total: found.length };
      },
    }),
  ];
}
