/** Routes of what a tenant decides about single sign-on as a whole. */
import { z } from 'zod';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { type SsoSettings, ssoSettingsPatchSchema, ssoSettingsSchema } from './settings.ts';

const tag = 'Enterprise SSO';

const settingsOut = ssoSettingsSchema.extend({ version: z.int() }).meta({ id: 'SsoSettings' });

export function settingsRoutes(settings: SsoSettings): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/sso-settings',
      tag,
      summary: 'Read the settings of single sign-on',
      permission: 'sso-connectors:read',
      response: settingsOut,
      versioned: true,
      errors: [],
      handler: ({ db }) => settings.find(db),
    }),
    defineRoute({
      method: 'patch',
      path: '/sso-settings',
      tag,
      summary: 'Change the settings of single sign-on',
      permission: 'sso-connectors:write',
      body: ssoSettingsPatchSchema,
      response: settingsOut,
      versioned: true,
      errors: [],
      handler: ({ db, body, version }) => settings.update(db, body, version),
    }),
  ];
}
