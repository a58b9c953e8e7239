/**
 * Who of a connector's people would gain or lose which roles by a draft of its role mapping. Computed from the claims
 * that were kept at each person's latest sign-in, one page of people at a time; whose claims are old or say too
 * little is said so, and nothing is guessed for them.
 */
import { z } from 'zod';
import type { Json, TenantDb } from '../../../kernel/db/index.ts';
import { invalidRequest } from '../../../kernel/errors/index.ts';
import type { IdentityOfConnector } from '../../users/index.ts';
import type { Connector } from '../schema.ts';
import { roleSource } from './apply.ts';
import type { MappingDeps } from './deps.ts';
import { refuseUnknownRoles, rolesNamedIn } from './known-roles.ts';
import { outcomeOf, type RoleMapping, roleMappingSchema, rolesFromClaims } from './roles.ts';
import type { RoleRef } from './simulate.ts';

export const impactInputSchema = z.strictObject({
  roleMapping: roleMappingSchema
    .nullable()
    .describe('The draft. null: the connector would decide no roles any more.'),
  after: z.string().max(1_000).optional().describe('`next` of the page before.'),
  limit: z.int().min(1).max(500).default(200).describe('How many people one page looks at.'),
});
export type ImpactInput = z.output<typeof impactInputSchema>;

/** From here on claims are told to be old: groups change. */
const oldAfterDays = 90;

export interface ImpactOfUser {
  userId: string;
  name: string | null;
  email: string | null;
  /** `refused`: the next sign-in fails for want of groups. `unknown`: no claims were kept. */
  verdict: 'changes' | 'refused' | 'unknown';
  gains: RoleRef[];
  losses: RoleRef[];
  claimsFrom: Date | null;
  old: boolean;
}

export interface Impact {
  /** How many people have signed in through the connector. */
  total: number;
  examined: number;
  /** null: this was the last page. */
  next: string | null;
  counts: {
    gaining: number;
    losing: number;
    refused: number;
    unknown: number;
    old: number;
    unchanged: number;
  };
  roles: (RoleRef & { gains: number; losses: number })[];
  /** Only those whom something happens to. Empty without `users:read`. */
  users: ImpactOfUser[];
}

type Key = { issuer: string; subject: string };

const keySchema = z.tuple([z.string(), z.string()]);

function keyOf(after: string | undefined): Key | undefined {
  if (after === undefined) return undefined;
  try {
    const [issuer, subject] = keySchema.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')));
    if (!`${issuer}${subject}`.includes('\0')) return { issuer, subject };
  } catch {
    // Told below.
  }
  throw invalidRequest([{ path: 'after', message: 'is not what a page answered' }]);
}

const cursorOf = ({ issuer, subject }: Key) =>
  Buffer.from(JSON.stringify([issuer, subject])).toString('base64url');

interface Judged {
  identity: IdentityOfConnector;
  verdict: ImpactOfUser['verdict'] | 'unchanged';
  gains: string[];
  losses: string[];
}

function judge(
  mapping: RoleMapping | null,
  known: ReadonlySet<string>,
  identity: IdentityOfConnector,
  current: readonly string[],
): Judged {
  const nothing = { identity, gains: [], losses: [] };
  // The roles end with the mapping itself, whatever anybody's claims are.
  if (!mapping)
    return { ...nothing, verdict: current.length > 0 ? 'changes' : 'unchanged', losses: [...current] };
  const claims = identity.claims as Record<string, Json>;
  if (Object.keys(claims).length === 0) return { ...nothing, verdict: 'unknown' };
  const outcome = outcomeOf(mapping, rolesFromClaims(claims, mapping), current);
  if (outcome.action === 'refuse') return { ...nothing, verdict: 'refused' };
  const roles = outcome.roles.filter((id) => known.has(id));
  const gains = roles.filter((id) => !current.includes(id));
  const losses = outcome.action === 'set' ? current.filter((id) => !roles.includes(id)) : [];
  return { identity, gains, losses, verdict: gains.length + losses.length > 0 ? 'changes' : 'unchanged' };
}

function isOld({ lastUsedAt, readAt }: IdentityOfConnector): boolean {
  return lastUsedAt !== null && readAt.getTime() - lastUsedAt.getTime() > oldAfterDays * 24 * 3_600_000;
}

function countsOf(judged: readonly Judged[]): Impact['counts'] {
  const count = (is: (one: Judged) => boolean) => judged.filter(is).length;
  return {
    gaining: count(({ gains }) => gains.length > 0),
    losing: count(({ losses }) => losses.length > 0),
    refused: count(({ verdict }) => verdict === 'refused'),
    unknown: count(({ verdict }) => verdict === 'unknown'),
    old: count(({ identity }) => isOld(identity)),
    unchanged: count(({ verdict }) => verdict === 'unchanged'),
  };
}

export async function impactOf(
  deps: MappingDeps,
  db: TenantDb,
  connector: Connector,
  { roleMapping, after, limit }: ImpactInput,
  may: { readUsers: boolean },
): Promise<Impact> {
  await refuseUnknownRoles(db, deps.roles, roleMapping);
  const page = await deps.users.identitiesOfConnector(db, connector.id, { after: keyOf(after), limit });
  const ids = page.items.map(({ userId }) => userId);
  const current = await deps.roles.fromSource(db, roleSource(connector.id), ids);
  const named = [...(roleMapping ? rolesNamedIn(roleMapping) : []), ...[...current.values()].flat()];
  const names = new Map((await deps.roles.names(db, [...new Set(named)])).map(({ id, name }) => [id, name]));
  const judged = page.items.map((identity) =>
    judge(roleMapping, new Set(names.keys()), identity, current.get(identity.userId) ?? []),
  );
  const refs = (list: readonly string[]): RoleRef[] =>
    list.map((id) => ({ id, name: names.get(id) ?? null }));
  const affected = judged.filter(({ verdict }) => verdict !== 'unchanged');
  const times = (list: 'gains' | 'losses', id: string) =>
    judged.filter((one) => one[list].includes(id)).length;
  const last = page.items.at(-1);
  return {
    total: page.total,
    examined: judged.length,
    next: last && judged.length === limit ? cursorOf(last) : null,
    counts: countsOf(judged),
    roles: refs([...names.keys()])
      .map((role) => ({ ...role, gains: times('gains', role.id), losses: times('losses', role.id) }))
      .filter(({ gains, losses }) => gains + losses > 0),
    users: may.readUsers
      ? affected.map(({ identity, verdict, gains, losses }) => ({
          userId: identity.userId,
          name: identity.name,
          email: identity.userEmail,
          verdict: verdict as ImpactOfUser['verdict'],
          gains: refs(gains),
          losses: refs(losses),
          claimsFrom: identity.lastUsedAt,
          old: isOld(identity),
        }))
      : [],
  };
}
