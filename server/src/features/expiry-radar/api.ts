/** Routes of the expiry radar. */
import { z } from 'zod';
import { text } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, holds, type Route } from '../../kernel/http/index.ts';
import { expiryStates } from './policy.ts';
import {
  expiryItemSchema,
  expirySettingsInput,
  expirySettingsSchema,
  expirySummarySchema,
} from './schema.ts';
import type { ExpiryRadar } from './service.ts';

const tag = 'Expiry';
const read = 'expiry:read';
const write = 'expiry:write';

/** Where a tenant answers is not everybody's to know. */
const visible = (permissions: readonly string[]) => ({
  customDomains: holds(permissions, 'custom-domains:read'),
});

export function expiryRoutes(radar: ExpiryRadar): Route[] {
  return [...itemRoutes(radar), ...settingsRoutes(radar)];
}

function itemRoutes(radar: ExpiryRadar): Route[] {
  return [
    defineListRoute({
      path: '/expiry',
      tag,
      summary: 'List what ends some day, what ends first before',
      description:
        'Client secrets, keys and certificates, SAML metadata, SCIM tokens, and proofs of domains whose DNS record has vanished.',
      permission: read,
      query: z.strictObject({ state: z.enum(expiryStates).optional(), connectorId: text(40).optional() }),
      item: expiryItemSchema,
      errors: [],
      async handler({ db, query, permissions, page: { offset, limit } }) {
        const items = await radar.items(db, { ...query, ...visible(permissions) });
        return { items: items.slice(offset, offset + limit), total: items.length };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/expiry/summary',
      tag,
      summary: 'Count what ends, by state',
      permission: read,
      response: expirySummarySchema,
      errors: [],
      handler: ({ db, permissions }) => radar.summary(db, visible(permissions)),
    }),
  ];
}

function settingsRoutes(radar: ExpiryRadar): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/expiry/settings',
      tag,
      summary: 'Read who is mailed before something ends',
      permission: read,
      response: expirySettingsSchema,
      versioned: true,
      errors: [],
      handler: ({ db }) => radar.settings(db),
    }),
    defineRoute({
      method: 'put',
      path: '/expiry/settings',
      tag,
      summary: 'Set who is mailed before something ends',
      description: 'Mails go out 60, 30, 7 and 1 days before and on the day. Events are written in any case.',
      permission: write,
      body: expirySettingsInput,
      response: expirySettingsSchema,
      versioned: true,
      errors: [],
      handler: ({ db, body, version }) => radar.saveSettings(db, body, version),
    }),
  ];
}
