/** Routes for the custom domains of a tenant. */
import { z } from 'zod';
import { text, timestamp } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/route.ts';
import { normalizeDomain } from '../../protocol/domains.ts';
import type { CustomDomains } from './custom-domains.ts';
import { errors } from './errors.ts';
import type { CustomDomain } from './store-domains.ts';

const read = 'custom-domains:read';
const write = 'custom-domains:write';
const notFound = 'custom_domain.not_found';

const domainOut = z
  .object({
    domain: z.string(),
    baseUrl: z.string().describe('Where the tenant answers once the domain is active.'),
    issuer: z.string(),
    status: z.enum(['unproved', 'proved', 'active']),
    primary: z.boolean().describe('Whether it is the tenant’s first address: the one activated last.'),
    record: z
      .object({ type: z.literal('TXT'), name: z.string(), value: z.string() })
      .describe('The DNS record that proves the domain. Leave it in place.'),
    provedAt: timestamp.nullable(),
    checkedAt: timestamp.nullable().describe('When the DNS was last asked.'),
    activatedAt: timestamp.nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'CustomDomain' });

const confirmation = z.strictObject({
  issuer: text(300).describe(
    'The issuer of this domain, as a confirmation: applications are configured with it.',
  ),
});

function statusOf({ provedAt, activatedAt }: CustomDomain): 'unproved' | 'proved' | 'active' {
  if (activatedAt) return 'active';
  return provedAt ? 'proved' : 'unproved';
}

/** Under which name a domain in a path is stored. */
function domainIn({ domain }: { domain: string }): string {
  const normalized = normalizeDomain(domain);
  if (!normalized) throw errors['custom_domain.not_found']({ domain });
  return normalized;
}

export function customDomainRoutes(domains: CustomDomains): Route[] {
  function toOut(found: CustomDomain): z.input<typeof domainOut> {
    const { proofToken: _, ...rest } = found;
    const { baseUrl, issuer } = domains.addressOf(found.domain);
    const record = { type: 'TXT' as const, ...domains.recordOf(found) };
    return { ...rest, baseUrl, issuer, status: statusOf(found), record };
  }

  return [
    defineListRoute({
      path: '/custom-domains',
      summary: 'List the custom domains of the tenant',
      permission: read,
      errors: [],
      item: domainOut,
      async handler({ db, page }) {
        const { items, total } = await domains.list(db, page);
        return { items: items.map(toOut), total };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/custom-domains',
      summary: 'Claim a custom domain',
      description: 'Nothing changes for anybody until it is proved and activated.',
      permission: write,
      errors: [
        'custom_domain.malformed',
        'custom_domain.public_suffix',
        'custom_domain.public_mail',
        'custom_domain.reserved',
        'custom_domain.exists',
        'custom_domain.too_many',
        'custom_domain.not_here',
      ],
      body: z.strictObject({ domain: text(253) }),
      response: domainOut,
      status: 201,
      handler: async ({ db, body }) => toOut(await domains.add(db, body.domain)),
    }),
    defineRoute({
      method: 'get',
      path: '/custom-domains/:domain',
      summary: 'Read a custom domain',
      permission: read,
      errors: [notFound],
      response: domainOut,
      handler: async ({ db, params }) => toOut(await domains.get(db, domainIn(params))),
    }),
    ...useRoutes(domains, toOut),
    defineRoute({
      method: 'delete',
      path: '/custom-domains/:domain',
      summary: 'Give up a custom domain',
      permission: write,
      errors: [notFound, 'custom_domain.active'],
      response: null,
      async handler({ db, params }) {
        await domains.remove(db, domainIn(params));
      },
    }),
  ];
}

/** From the proof to the use. */
function useRoutes(
  domains: CustomDomains,
  toOut: (found: CustomDomain) => z.input<typeof domainOut>,
): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/custom-domains/:domain/verify',
      summary: 'Look for the proof of a custom domain in the DNS',
      description:
        'Also of one that was proved before: without its record it loses the proof, unless it is active.',
      permission: write,
      errors: [notFound, 'custom_domain.unproved', 'custom_domain.taken', 'custom_domain.dns_unreachable'],
      response: domainOut,
      handler: async ({ db, params }) => toOut(await domains.verify(db, domainIn(params))),
    }),
    defineRoute({
      method: 'post',
      path: '/custom-domains/:domain/activate',
      summary: 'Answer at a custom domain',
      description:
        'The tenant answers there with an issuer of that name, and it becomes the first address; all other addresses keep answering as they did. Once more makes one of several the first.',
      permission: write,
      errors: [
        notFound,
        'custom_domain.unconfirmed',
        'custom_domain.not_proved',
        'custom_domain.unproved',
        'custom_domain.taken',
        'custom_domain.dns_unreachable',
      ],
      body: confirmation,
      response: domainOut,
      handler: async ({ db, params, body }) =>
        toOut(await domains.activate(db, domainIn(params), body.issuer)),
    }),
    defineRoute({
      method: 'post',
      path: '/custom-domains/:domain/deactivate',
      summary: 'Stop answering at a custom domain',
      description: 'Applications that are configured with its issuer stop working at once.',
      permission: write,
      errors: [notFound, 'custom_domain.unconfirmed'],
      body: confirmation,
      response: domainOut,
      handler: async ({ db, params, body }) =>
        toOut(await domains.deactivate(db, domainIn(params), body.issuer)),
    }),
  ];
}
