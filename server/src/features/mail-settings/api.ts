/** Routes of the mail settings. */
import type { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { rateLimited } from '../../kernel/errors/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { defineRoute, type RequestTenant, type Route } from '../../kernel/http/index.ts';
import type { Mail, MailSettings } from '../../kernel/mail/index.ts';
import type { Credentials } from '../credentials/index.ts';
import { mailSettingsInput, mailSettingsOut, testInput, testOut } from './schema.ts';

export interface MailSettingsDeps {
  mail: Pick<Mail, 'settings' | 'environment' | 'test'>;
  credentials: { limits: Pick<Credentials['limits'], 'takeCall'> };
}

const path = '/mail-settings';
const tag = 'Mail settings';

type Out = z.input<typeof mailSettingsOut>;

const none: Out = {
  source: 'none',
  host: null,
  port: null,
  security: null,
  username: null,
  hasPassword: false,
  fromName: null,
  fromAddress: null,
  version: 0,
};

function toOut(own: MailSettings | undefined, environment: Mail['environment']): Out {
  if (own) return { source: 'tenant', ...own };
  if (!environment) return none;
  return { ...none, source: 'environment', fromName: environment.name, fromAddress: environment.address };
}

export function mailSettingsRoutes(deps: MailSettingsDeps): Route[] {
  const { settings, environment } = deps.mail;
  return [
    defineRoute({
      method: 'get',
      path,
      tag,
      summary: 'Read which mail server is used',
      permission: 'mail-settings:read',
      response: mailSettingsOut,
      versioned: true,
      errors: [],
      handler: async ({ db }) => toOut(await settings.find(db), environment),
    }),
    defineRoute({
      method: 'put',
      path,
      tag,
      summary: 'Set the mail server of the tenant',
      description: 'Mail that waits to be sent goes through it too. Test it afterwards.',
      permission: 'mail-settings:write',
      body: mailSettingsInput,
      response: mailSettingsOut,
      versioned: true,
      errors: ['outbound.refused'],
      handler: async ({ db, body, version }) => toOut(await settings.put(db, body, version), environment),
    }),
    defineRoute({
      method: 'delete',
      path,
      tag,
      summary: 'Go back to the mail server of the installation',
      permission: 'mail-settings:write',
      response: null,
      versioned: true,
      errors: [],
      handler: ({ db, version }) => settings.remove(db, version),
    }),
    testRoute(deps),
  ];
}

interface Caller {
  db: TenantDb;
  account: string;
  address: string;
}

async function admit({ credentials }: MailSettingsDeps, { db, account, address }: Caller): Promise<void> {
  const admission = await credentials.limits.takeCall(db, { rule: 'test-mail', account, address });
  if (!admission.admitted) throw rateLimited(admission.retryAfterSeconds);
}

const testMail = (tenant: RequestTenant, to: string) => ({
  to,
  kind: 'test',
  subject: `Test mail from ${tenant.name}`,
  text: `This is a test of the mail server of ${tenant.name}, asked for by an administrator. It has arrived: nothing is left to do.\n\n${tenant.baseUrl}\n`,
});

function testRoute(deps: MailSettingsDeps): Route {
  return defineRoute({
    method: 'post',
    path: `${path}/test`,
    tag,
    summary: 'Send a test mail now',
    description: 'With the settings as they are stored. Says what the mail server answered, and what to do.',
    permission: 'mail-settings:write',
    body: testInput,
    response: testOut,
    errors: ['mail.address_invalid', 'request.rate_limited'],
    async handler({ tenant, db, body, actor, c }) {
      await admit(deps, { db, account: `${actor.type} ${actor.id}`, address: c.get('address') });
      const started = performance.now();
      const result = await deps.mail.test(db, testMail(tenant, body.to));
      const durationMs = Math.round(performance.now() - started);
      const sent = result === 'sent';
      await emit(db, { type: 'mail_settings.tested', data: { to: body.to, sent } });
      return { sent, ...(result !== 'sent' && result), durationMs };
    },
  });
}
