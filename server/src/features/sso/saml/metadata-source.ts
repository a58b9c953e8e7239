/**
 * What is known of a provider: by hand, or from its metadata, which is read at first use, again in the background, and
 * once more when a signature does not verify. While old and new certificates are both published both are trusted, so
 * that a roll-over is noticed by nobody.
 */
import { X509Certificate } from 'node:crypto';
import type { Clock } from '../../../kernel/clock/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import type { JobContext, JobDefinition } from '../../../kernel/jobs/index.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { upstreamFailure } from '../oidc/upstream-errors.ts';
import type { SamlConfig } from '../presets/saml-preset.ts';
import type { SsoDeps } from '../service.ts';
import { type IdpMetadata, readMetadata } from './idp-metadata.ts';
import * as store from './store.ts';

/** How long a document is used before it is read again. */
const refresh = { usual: 6 * 3_600, shortest: 3_600, longest: 24 * 3_600 };
const pauseSeconds = 60;

interface SourceDeps extends Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'> {
  clock: Clock;
}

type ConfigOf = (db: TenantDb, connectorId: string) => Promise<SamlConfig | undefined>;

export type MetadataSource = ReturnType<typeof createMetadataSource>;

/** Complete: the form makes sure of it. */
const byHand = (config: SamlConfig): IdpMetadata => ({
  entityId: config.entityId ?? '',
  sso: [{ binding: config.ssoBinding, url: config.ssoUrl ?? '' }],
  slo: config.sloUrl === undefined ? [] : [{ binding: 'redirect', url: config.sloUrl }],
  certificates: config.certificates ?? [],
  wantAuthnRequestsSigned: false,
  ...(config.metadataValidUntil !== undefined && { validUntil: config.metadataValidUntil }),
});

const isPast = ({ validUntil }: IdpMetadata, now: Date) =>
  validUntil !== undefined && Date.parse(validUntil) <= now.getTime();

function secondsUntilRefresh({ cacheSeconds, validUntil }: IdpMetadata, now: Date): number {
  const wished = Math.min(Math.max(cacheSeconds ?? refresh.usual, refresh.shortest), refresh.longest);
  if (validUntil === undefined) return wished;
  const left = (Date.parse(validUntil) - now.getTime()) / 1_000;
  return Math.max(pauseSeconds, Math.min(wished, left / 2));
}

function createFetch({ outbound, allowInsecureIssuers: insecure, clock }: SourceDeps) {
  return async function fetchFrom(url: string, entityId: string | undefined): Promise<IdpMetadata> {
    if (!insecure && !url.startsWith('https:')) throw new SsoFailure('discovery.insecure', url);
    const response = await outbound
      .fetch(url, { headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' } })
      .catch((error: unknown) => {
        throw upstreamFailure('discovery', error);
      });
    const { status } = response;
    if (status >= 500 || status === 429) throw new SsoFailure('idp.unreachable', `HTTP ${status}`);
    if (!response.ok) throw new SsoFailure('saml.metadata_invalid', `HTTP ${status}`);
    const found = readMetadata(new Uint8Array(await response.arrayBuffer()), { entityId, insecure });
    if (isPast(found, clock.now())) throw new SsoFailure('saml.metadata_expired', found.validUntil);
    return found;
  };
}

const subjectOf = (connectorId: string) => ({
  subject: { type: 'sso-connector', id: connectorId },
  connectorId,
});

const fingerprints = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).fingerprint256);

/** Whoever can change a provider's metadata can sign in as anybody of its people: it is written down. */
async function tellOfCertificates(
  tx: TenantDb,
  connectorId: string,
  before: IdpMetadata,
  after: IdpMetadata,
): Promise<void> {
  const without = (some: readonly string[], others: readonly string[]) =>
    fingerprints(some.filter((pem) => !others.includes(pem)));
  const added = without(after.certificates, before.certificates);
  const removed = without(before.certificates, after.certificates);
  if (added.length + removed.length === 0) return;
  const type = 'sso.saml_certificates_changed';
  await emit(tx, { type, ...subjectOf(connectorId), data: { added, removed } });
}

/** Once for each cause, until a document is read again. */
async function tellOfProblem(db: TenantDb, connectorId: string, cause: CauseCode): Promise<void> {
  await db.inTx(async (tx) => {
    const isNew = await store.noteProblem(tx, connectorId, cause);
    if (isNew)
      await emit(tx, { type: 'sso.saml_metadata_failed', ...subjectOf(connectorId), data: { cause } });
  });
}

export function createMetadataSource({ outbound, allowInsecureIssuers: insecure, clock }: SourceDeps) {
  const isOver = (metadata: IdpMetadata) => isPast(metadata, clock.now());
  const fetchFrom = createFetch({ outbound, allowInsecureIssuers: insecure, clock });

  /** What was read before says which provider it is, unless the connector does. */
  async function read(db: TenantDb, connectorId: string, config: SamlConfig): Promise<IdpMetadata> {
    const url = config.metadataUrl!;
    const known = await store.findMetadata(db, connectorId);
    const expected = config.entityId ?? (known?.url === url ? known.entityId : undefined);
    try {
      const document = await fetchFrom(url, expected);
      const seconds = secondsUntilRefresh(document, clock.now());
      await db.inTx(async (tx) => {
        await store.saveMetadata(tx, { connectorId, url, document, seconds });
        if (known?.url === url) await tellOfCertificates(tx, connectorId, known.document, document);
      });
      return document;
    } catch (error) {
      if (error instanceof SsoFailure) await tellOfProblem(db, connectorId, error.causeCode);
      throw error;
    }
  }

  async function load(
    db: TenantDb,
    connectorId: string,
    config: SamlConfig,
    { fresh = false } = {},
  ): Promise<IdpMetadata> {
    if (config.metadataUrl === undefined) return current(byHand(config));
    const known = fresh ? undefined : await store.findMetadata(db, connectorId);
    const fits = known?.url === config.metadataUrl && [undefined, known.entityId].includes(config.entityId);
    if (known && fits && !isOver(known.document)) return known.document;
    if (known && fits && !(await store.mayAskAgain(db, connectorId, pauseSeconds)))
      return current(known.document);
    return read(db, connectorId, config);
  }

  function current(metadata: IdpMetadata): IdpMetadata {
    if (isOver(metadata)) throw new SsoFailure('saml.metadata_expired', metadata.validUntil);
    return metadata;
  }

  return {
    load,
    /** After a signature that did not verify; undefined when there is nothing newer to judge by. */
    async again(db: TenantDb, connectorId: string, config: SamlConfig): Promise<IdpMetadata | undefined> {
      if (config.metadataUrl === undefined) return undefined;
      if (!(await store.mayAskAgain(db, connectorId, pauseSeconds))) return undefined;
      return read(db, connectorId, config).catch(() => undefined);
    },
    preview: (url: string, entityId: string | undefined) => fetchFrom(url, entityId),
    /** Every quarter of an hour: what is due, whichever node finds it. */
    refreshJob: (configOf: ConfigOf): JobDefinition<unknown> => ({
      name: 'sso.saml-metadata',
      every: 15 * 60_000,
      run: createRefresh(read, configOf),
    }),
  };
}

/** Some at a time, so that providers that hang hold up nobody else's. */
const atOnce = 8;

function createRefresh(
  read: (db: TenantDb, connectorId: string, config: SamlConfig) => Promise<IdpMetadata>,
  configOf: ConfigOf,
) {
  async function refreshOne({ system, log }: JobContext, due: store.DueMetadata): Promise<void> {
    const { tenantId, connectorId } = due;
    try {
      const db = system.forTenant(tenantId);
      const config = await configOf(db, connectorId);
      if (config?.metadataUrl !== undefined) await read(db, connectorId, config);
    } catch (error) {
      // What is wrong with a document is kept with it (noteProblem); the one before stays in use.
      if (!(error instanceof SsoFailure))
        log.warn({ err: error, tenantId, connectorId }, 'SAML metadata cannot be read again');
    }
  }

  return async function refreshDue(context: JobContext): Promise<void> {
    const due = await store.takeDue(context.system, 200);
    const next = async (): Promise<void> => {
      for (let one = due.shift(); one; one = due.shift()) await refreshOne(context, one);
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  };
}
