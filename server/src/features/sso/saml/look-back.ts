/**
 * A response that came before, judged by the present settings with the clock of then. Nothing is spent and nothing
 * written: not the list of used assertions, not what is known of the provider.
 */
import { z } from 'zod';
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { SamlConfig } from '../presets/saml-preset.ts';
import type { LookingBack } from '../protocol.ts';
import type { Evidence, Said } from '../recorder/evidence.ts';
import { readBack } from '../recorder/not-repeated.ts';
import type { ExternalIdentity } from '../schema.ts';
import type { StoredConnector } from '../store.ts';
import { rule, type SsoTrace } from '../trace.ts';
import { assertUnsolicited } from './idp-initiated.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { createJudge } from './judge.ts';
import type { SamlDeps } from './protocol.ts';
import * as store from './store.ts';
import { secretsSchema, weigh } from './weigh.ts';

const saidSchema = secretsSchema.partial().extend({ response: z.string() });

/** A response is worth nothing at another place or a few minutes later, so it is kept as it came, accepted or not. */
export const keptResponse =
  (response: string, { requestId, stepUp }: Omit<z.infer<typeof saidSchema>, 'response'>) =>
  (verified: boolean): Said => ({
    kind: 'response',
    said: { response, ...(requestId !== undefined && { requestId }), ...(stepUp && { stepUp }) },
    verified,
  });

export const isSigned = ({ steps }: SsoTrace): boolean =>
  steps.some(({ rule: name, verdict }) => name === 'saml.signature' && verdict === 'pass');

type Deps = Pick<SamlDeps, 'connectors' | 'keys' | 'source' | 'clock'>;

/** What the provider publishes now; what is known of it when it does not answer. */
function withoutWriting({ source, clock }: Deps) {
  async function load(db: TenantDb, connectorId: string, config: SamlConfig): Promise<IdpMetadata> {
    const { metadataUrl, entityId } = config;
    if (metadataUrl === undefined) return source.load(db, connectorId, config);
    const known = await store.findMetadata(db, connectorId);
    const fits = known?.url === metadataUrl && [undefined, known.entityId].includes(entityId);
    const expected = entityId ?? (fits ? known.entityId : undefined);
    try {
      return await source.preview(metadataUrl, expected);
    } catch (error) {
      const { validUntil } = known?.document ?? {};
      const isOver = validUntil !== undefined && Date.parse(validUntil) <= clock.now().getTime();
      if (!known || !fits || isOver || !(error instanceof SsoFailure)) throw error;
      return known.document;
    }
  }
  return { load, again: async () => undefined };
}

export async function lookBack(
  deps: Deps,
  place: { tenant: Tenant; connector: StoredConnector },
  evidence: Evidence | undefined,
  { trace, unrepeated }: LookingBack,
): Promise<ExternalIdentity | undefined> {
  const { tenant, connector } = place;
  const { config } = deps.connectors.samlPartyOf(tenant, connector);
  if (!evidence) {
    const { metadataUrl, entityId } = config;
    await rule(trace, 'saml.metadata', () =>
      metadataUrl === undefined
        ? deps.source.load(tenant.db, connector.id, config)
        : deps.source.preview(metadataUrl, entityId),
    );
    unrepeated('identity.key');
    return undefined;
  }
  const { response, requestId, stepUp } = readBack(saidSchema, evidence.said);
  if (requestId === undefined) await assertUnsolicited(config, trace);
  const clock = { now: () => new Date(evidence.at) };
  const judge = createJudge({ ...deps, source: withoutWriting(deps), clock });
  unrepeated('saml.library');
  unrepeated('saml.first_use');
  const asked = { requestId, stepUp, startedAt: new Date(evidence.startedAt), maxAge: evidence.maxAge };
  const { identity } = await weigh(judge, place, response, asked, { trace, past: true });
  return identity;
}
