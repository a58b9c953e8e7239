/**
 * A response comes as a form that another site posts: no SameSite=Lax cookie comes with it. So it is laid aside under
 * a one-time key, and the browser asks for it again from here, by a request that does bring the cookie of its sign-in
 * (docs/decisions/saml.md). Only what answers an open request is laid aside, so that nobody fills the database.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { randomToken, type Sealer, sealContext, sha256 } from '../../../kernel/crypto/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import { findRequest } from '../store-attempts.ts';
import { findByState } from '../store-tests.ts';
import { readResponse } from './response.ts';
import * as store from './store.ts';
import { messageLimits } from './xml.ts';

const lifetimeSeconds = 120;
const minutesAway = 15;
/** What we sealed ourselves: every character of the largest form may need six in JSON. */
const largestForm = 16 * messageLimits.maxBytes;

type Form = Record<string, string>;

/** What can't be read is left to those who say why. */
function namesRequest(encoded: string): boolean {
  try {
    return readResponse(encoded).inResponseTo !== undefined;
  } catch (error) {
    if (error instanceof SsoFailure) return true;
    throw error;
  }
}

export type Responses = ReturnType<typeof createResponses>;

export function createResponses({ sealer }: { sealer: Sealer }) {
  const context = (tenant: Tenant, id: string) => sealContext(tenant.id, 'sso_saml_responses', id);

  /** Whether somebody here waits for this answer. */
  async function isAwaited(tenant: Tenant, connectorId: string, state: string | undefined): Promise<boolean> {
    if (!state || state.length > 512) return false;
    const id = sha256(state);
    const request = await findRequest(tenant.db, id);
    if (request) return request.connectorId === connectorId && !request.consumed;
    const test = await findByState(tenant.db, id);
    return test?.connectorId === connectorId && !test.ended;
  }

  async function put(tenant: Tenant, connectorId: string, key: string, form: Form, seconds: number) {
    const id = sha256(key);
    const text = deflateRawSync(JSON.stringify(form)).toString('base64');
    const sealed = sealer.seal(text, context(tenant, id));
    await store.keepResponse(tenant.db, { id, connectorId, sealed, seconds });
  }

  return {
    /** It answers no request, and nobody here has ever given out its RelayState: the provider began. */
    async isUnasked(tenant: Tenant, { RelayState: state, SAMLResponse: encoded }: Form): Promise<boolean> {
      if (!encoded || namesRequest(encoded)) return false;
      if (!state || state.length > 512) return true;
      const id = sha256(state);
      return !(await findRequest(tenant.db, id)) && !(await findByState(tenant.db, id));
    },
    /** What our own request to sign out needs when its answer comes. */
    put: (tenant: Tenant, connectorId: string, key: string, form: Form) =>
      put(tenant, connectorId, key, form, minutesAway * 60),
    /** The one-time key; undefined when nobody waits for it. */
    async keep(tenant: Tenant, connectorId: string, form: Form): Promise<string | undefined> {
      if (!(await isAwaited(tenant, connectorId, form.RelayState))) return undefined;
      const key = randomToken();
      await put(tenant, connectorId, key, form, lifetimeSeconds);
      return key;
    },
    /** Once. */
    async take(tenant: Tenant, connectorId: string, key: string): Promise<Form | undefined> {
      const id = sha256(key);
      const sealed = await store.takeResponse(tenant.db, id, connectorId);
      if (sealed === undefined) return undefined;
      const text = Buffer.from(sealer.open(sealed, context(tenant, id)), 'base64');
      return JSON.parse(inflateRawSync(text, { maxOutputLength: largestForm }).toString('utf8')) as Form;
    },
  };
}
