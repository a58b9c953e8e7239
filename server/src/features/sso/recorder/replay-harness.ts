/** For the tests of replays: a tenant with the API that administrators use, and what an attempt left behind. */
import { sql } from 'kysely';
import { openTestApi, type TestApi } from '../../../kernel/http/test-api.ts';
import { type Harness, referenceOf, signIn } from '../../../testing/sso.ts';
import { type SsoDeps, type SsoFeature, ssoRoutes } from '../index.ts';
import type { TraceStep } from '../trace.ts';
import { type Evidence, openEvidence } from './evidence.ts';

export type Place = Awaited<ReturnType<Harness['newTenant']>>;

export interface Told {
  outcome: 'pass' | 'fail';
  cause: { code: string } | null;
  evidence: string;
  steps: TraceStep[];
  notRepeated: { rule: string; why: string }[];
  connectionChangedSince: boolean;
}

export async function openPlace(h: Harness, deps: Partial<SsoDeps> = {}) {
  const place = await h.newTenant(deps);
  const api = await openTestApi(ssoRoutes(place.sso), h.database);
  // The API's tenant is the one that people sign in to.
  Object.assign(api.tenant, { ...place.tenant });
  return { place, api };
}

export const attemptOf = async (api: TestApi, reference: string) =>
  (await api.call('GET', `/sso-attempts/${reference}`)).json;

export async function replay(api: TestApi, reference: string): Promise<Told> {
  const { status, json, text } = await api.call('POST', `/sso-attempts/${reference}/replay`);
  if (status !== 200) throw new Error(text);
  return json;
}

export const verdictOf = async (api: TestApi, reference: string) => {
  const { outcome, cause, evidence } = await replay(api, reference);
  return [outcome, cause?.code ?? null, evidence];
};

/** Somebody tries, by whatever comes of it. */
export async function tried(
  h: Harness,
  { sso, tenant }: { sso: SsoFeature; tenant: Place['tenant'] },
  username: string,
  connectorId: string,
): Promise<string> {
  return referenceOf(await signIn({ sso, tenant, idp: h.idp }, username, { connectorId }));
}

/** What only this server can read. */
export async function evidenceOf(
  h: Harness,
  { tenant }: Place,
  reference: string,
): Promise<Evidence | undefined> {
  const [row] = await h.database.query(sql<{ sealed: string }>`
    select sealed from sso_evidence where tenant_id = ${tenant.id} and id = ${reference}`);
  return row && openEvidence(h.sealer, { tenantId: tenant.id, reference }, row.sealed);
}

/** The statements that change something, beside the count of calls and the event of the replay. */
export const writes = (statements: readonly string[]): string[] =>
  statements.filter(
    (text) =>
      /\b(insert into|update|delete from)\b/i.test(text) && !/rate_limits|"?(events|jobs)"?\b/.test(text),
  );
