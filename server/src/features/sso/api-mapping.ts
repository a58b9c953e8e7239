/** Routes to try out a connector's mapping: with somebody's claims, and on everybody before it is saved. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, holds, type Route } from '../../kernel/http/index.ts';
import { errors } from './errors.ts';
import { impactInputSchema, impactOf } from './mapping/impact.ts';
import { reasons } from './mapping/roles.ts';
import { simulate, simulateInputSchema } from './mapping/simulate.ts';
import type { SsoFeature } from './service.ts';

const tag = 'Enterprise SSO';
const permission = 'sso-connectors:read';

const roleRef = z
  .object({ id: z.string(), name: z.string().nullable().describe('null: the role was deleted.') })
  .meta({ id: 'SsoRoleRef' });

const profileOut = z
  .object({
    email: z.string().optional(),
    name: z.string().optional(),
    givenName: z.string().optional(),
    familyName: z.string().optional(),
    picture: z.string().optional(),
    username: z.string().optional(),
    locale: z.string().optional(),
    customData: z.record(z.string(), z.unknown()).optional(),
    from: z.record(z.string(), z.string()).describe('Field → the claim that it came from.'),
  })
  .meta({ id: 'SsoMappedProfile' });

const simulationOut = z
  .object({
    source: z.object({
      kind: z.enum(['claims', 'saml', 'attempt']),
      verified: z.boolean().describe('Only claims of a sign-in are. What was pasted could be anything.'),
      from: timestamp.nullable().describe("When the provider said them: at the person's latest sign-in."),
      userId: z.string().nullable(),
    }),
    claims: z.record(z.string(), z.unknown()),
    profile: profileOut,
    rules: z.array(
      z.object({
        position: z.int(),
        verdict: z.enum(['match', 'no-match', 'passed-over']),
        claim: z.string(),
        reason: z.enum(reasons),
        count: z.int().describe('How many values the claim has.'),
        explanation: z.string(),
        roles: z.array(roleRef),
      }),
    ),
    groups: z.enum(['not-needed', 'known', 'missing', 'too-many']),
    outcome: z
      .enum(['set', 'add', 'refuse', 'nothing'])
      .describe('What a sign-in would do. `nothing`: the connector decides no roles.'),
    cause: z.string().nullable(),
    roles: z.array(roleRef),
    gains: z.array(roleRef).nullable(),
    losses: z.array(roleRef).nullable(),
  })
  .meta({ id: 'SsoMappingSimulation' });

const count = z.int();
const impactOut = z
  .object({
    total: count.describe('How many people have signed in through the connector.'),
    examined: count,
    next: z.string().nullable().describe('Give it as `after` for the next page; null at the end.'),
    counts: z.object({
      gaining: count,
      losing: count,
      refused: count.describe('Their next sign-in would fail: the provider did not say their groups.'),
      unknown: count.describe('No claims were kept of them.'),
      old: count.describe('Their claims are older than 90 days.'),
      unchanged: count,
    }),
    roles: z.array(roleRef.extend({ gains: count, losses: count })),
    users: z
      .array(
        z.object({
          userId: z.string(),
          name: z.string().nullable(),
          email: z.string().nullable(),
          verdict: z.enum(['changes', 'refused', 'unknown']),
          gains: z.array(roleRef),
          losses: z.array(roleRef),
          claimsFrom: timestamp.nullable(),
          old: z.boolean(),
        }),
      )
      .describe('Only those whom something happens to; nobody is named without `users:read`.'),
  })
  .meta({ id: 'SsoMappingImpact' });

export function mappingRoutes({ mapping, connectors }: Pick<SsoFeature, 'mapping' | 'connectors'>): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/mapping/simulate',
      tag,
      summary: 'Try a mapping with claims, a SAML response or a recent sign-in',
      description: 'Says what each rule makes of them, the profile and the roles. Nothing is written.',
      permission,
      body: simulateInputSchema,
      response: simulationOut,
      errors: [
        'sso.connector_not_found',
        'sso.attempt_not_found',
        'sso.attempt_without_claims',
        'sso.claims_of_people',
        'sso.pasted_saml',
      ],
      async handler({ db, params, body, permissions }) {
        if (body.attempt !== undefined && !holds(permissions, 'users:read'))
          throw errors['sso.claims_of_people']();
        return simulate(mapping, db, await connectors.get(db, params.id), body);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/mapping/impact',
      tag,
      summary: 'See who would gain or lose which roles by a mapping, before it is saved',
      description:
        "Computed from the claims of each person's latest sign-in, one page of people at a time. Roles change at the next sign-in, or at once when the mapping is taken away.",
      permission,
      body: impactInputSchema,
      response: impactOut,
      errors: ['sso.connector_not_found'],
      async handler({ db, params, body, permissions }) {
        const may = { readUsers: holds(permissions, 'users:read') };
        return impactOf(mapping, db, await connectors.get(db, params.id), body, may);
      },
    }),
  ];
}
