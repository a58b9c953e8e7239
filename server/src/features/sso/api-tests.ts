/** Routes of testing a connector. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { causeOut, causeToOut } from './api-causes.ts';
import type { SsoFeature } from './service.ts';
import type { StoredTest, TestDecision } from './store-tests.ts';
import { stepOut } from './trace.ts';

const tag = 'Enterprise SSO';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'sso.connector_not_found';

const actions = ['sign-in', 'link', 'create', 'prove-local-account', 'refuse'] as const;

const claimValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const testOut = z
  .object({
    id: z.string(),
    connectorId: z.string(),
    state: z.enum(['waiting', 'passed', 'failed']),
    cause: causeOut.nullable(),
    steps: z.array(stepOut).describe('Each rule of a sign-in, in order.'),
    claims: z
      .object({
        verified: z.boolean().describe('False: the token was refused, and this is what it says of itself.'),
        names: z.array(z.string()),
        values: z.record(z.string(), claimValue).describe('Of the claims that decide who somebody is here.'),
      })
      .nullable(),
    wouldHappen: z
      .object({
        action: z.enum(actions),
        explanation: z.string(),
        userId: z.string().nullable(),
        email: z.string().nullable(),
      })
      .nullable()
      .describe('What a real sign-in would have done; the test did nothing.'),
    createdAt: timestamp,
    openUntil: timestamp,
    openedAt: timestamp.nullable(),
    finishedAt: timestamp.nullable(),
  })
  .meta({ id: 'SsoConnectorTest' });

const explanations: Record<TestDecision['action'], string> = {
  'sign-in': 'The person would sign in to the account that they are linked to.',
  link: 'The person would sign in to the account with their address, and be linked to it.',
  create: 'A new account would be made for the person.',
  'prove-local-account':
    'The person would have to sign in to the account with their address in the usual way once.',
  refuse: 'The person would be refused.',
};

/** What the database does not say: a test that nobody can finish any more has failed. */
function causeOfTest({ late, openedAt, cause }: StoredTest): string | null {
  if (!late) return cause;
  return openedAt ? 'test.no_return' : 'test.unopened';
}

function testToOut(test: StoredTest): z.input<typeof testOut> {
  const { late, outcome, decision, claims, returnTo: _, ...rest } = test;
  return {
    ...rest,
    state: late ? 'failed' : outcome,
    cause: causeToOut(causeOfTest(test)),
    claims: claims as z.input<typeof testOut>['claims'],
    wouldHappen: decision && {
      action: decision.action,
      explanation: explanations[decision.action],
      userId: decision.userId ?? null,
      email: decision.email ?? null,
    },
  };
}

export function testRoutes({ tests }: SsoFeature): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/tests',
      tag,
      summary: 'Start a test of an SSO connector',
      description:
        'Open the address in a browser within ten minutes, once: it leads through a real sign-in at the identity ' +
        'provider that signs nobody in and changes no user, whatever state the connector is in.',
      permission: write,
      response: z
        .object({ id: z.string(), url: z.string(), expiresAt: timestamp })
        .meta({ id: 'SsoConnectorTestStarted' }),
      status: 201,
      errors: [notFound],
      handler: ({ tenant, db, params }) => tests.create(tenant, db, params.id),
    }),
    defineListRoute({
      path: '/sso-connectors/:id/tests',
      tag,
      summary: 'List the tests of an SSO connector, newest first',
      permission: read,
      item: testOut,
      errors: [notFound],
      async handler({ db, params, page }) {
        const { tests: found, total } = await tests.list(db, params.id, page);
        return { items: found.map(testToOut), total };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/tests/:test',
      tag,
      summary: 'Get a test of an SSO connector',
      permission: read,
      response: testOut,
      errors: [notFound, 'sso.test_not_found'],
      handler: async ({ db, params }) => testToOut(await tests.get(db, params.id, params.test)),
    }),
  ];
}
