/** Routes of a connector's life, and of the owners' break-glass codes. */
import { z } from 'zod';
import { timestamp } from '../../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../../kernel/http/index.ts';
import { connectorOut, connectorToOut } from '../api-connector.ts';
import type { Connector } from '../schema.ts';
import type { SsoFeature } from '../service.ts';
import { enforcementNeeds } from './steps.ts';

const tag = 'Enterprise SSO';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'sso.connector_not_found';

type Step = Pick<SsoFeature['life'], 'enable' | 'disable' | 'enforce' | 'unenforce'>;

interface StepRoute {
  name: keyof Step;
  summary: string;
  description: string;
  errors: string[];
}

const steps: StepRoute[] = [
  {
    name: 'enable',
    summary: 'Enable an SSO connector',
    description:
      'It is offered, and addresses of its proved domains lead to it; its people may still choose another way. ' +
      'Needs a test or sign-in that passed with the connection as it is now.',
    errors: ['sso.connector_untested'],
  },
  {
    name: 'disable',
    summary: 'Disable an SSO connector',
    description: 'Always possible. Its people may use other ways again.',
    errors: [],
  },
  {
    name: 'enforce',
    summary: 'Enforce an SSO connector',
    description:
      'From now on the people of its proved domains sign in by SSO only; their other sessions end. Needs an ' +
      'administrator who came through the connection as it is now, and in the tenant `admin` a break-glass code.',
    errors: [
      'sso.connector_not_enabled',
      'sso.no_proved_domain',
      'sso.administrator_untested',
      'sso.no_break_glass',
    ],
  },
  {
    name: 'unenforce',
    summary: 'Stop enforcing an SSO connector',
    description: 'Always possible. It stays enabled.',
    errors: [],
  },
];

export function lifeRoutes({ life, breakGlass }: SsoFeature): Route[] {
  const run: Record<keyof Step, Step['enable']> = life;
  return [
    ...steps.map(({ name, summary, description, errors }) =>
      defineRoute({
        method: 'post',
        path: `/sso-connectors/:id/${name}` as '/sso-connectors/:id/enable',
        tag,
        summary,
        description,
        permission: write,
        response: connectorOut,
        errors: [notFound, ...errors],
        handler: async ({ tenant, db, params }) => {
          const connector: Connector = await run[name](db, params.id);
          return connectorToOut(tenant, connector);
        },
      }),
    ),
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/enforcement',
      tag,
      summary: 'Say what is missing before an SSO connector can be enforced',
      permission: read,
      response: z
        .object({ missing: z.array(z.enum(enforcementNeeds)) })
        .meta({ id: 'SsoConnectorEnforcement' }),
      errors: [notFound],
      handler: async ({ db, params }) => ({ missing: await life.missing(db, params.id) }),
    }),
    ...breakGlassRoutes(breakGlass),
  ];
}

function breakGlassRoutes(breakGlass: SsoFeature['breakGlass']): Route[] {
  return [
    defineListRoute({
      path: '/break-glass',
      tag,
      summary: 'List the owners, and how many break-glass codes each has left',
      description: 'Empty in every tenant but `admin`.',
      permission: 'administrators:read',
      item: z
        .object({
          userId: z.string(),
          email: z.string().nullable(),
          codesLeft: z.int(),
          madeAt: timestamp.nullable(),
          hasPassword: z.boolean().describe('Without one the codes open nothing.'),
        })
        .meta({ id: 'BreakGlassOwner' }),
      errors: [],
      async handler({ db, page: { offset, limit } }) {
        const owners = await breakGlass.list(db);
        return { items: owners.slice(offset, offset + limit), total: owners.length };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/break-glass/codes',
      tag,
      summary: 'Make new break-glass codes for oneself',
      description:
        'For owners, in the tenant `admin`. Shown this once; those made before are worth nothing from now on. Each ' +
        'opens `/break-glass` once.',
      permission: 'administrators:write',
      response: z.object({ codes: z.array(z.string()) }).meta({ id: 'BreakGlassCodes' }),
      status: 201,
      errors: ['sso.break_glass_owners_only'],
      handler: async ({ db, actor }) => ({ codes: await breakGlass.makeCodes(db, actor) }),
    }),
  ];
}
