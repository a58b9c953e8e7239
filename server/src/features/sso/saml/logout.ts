/**
 * Single logout (SAML Profiles section 4.4), both ways: our signed LogoutRequest when somebody signs out here, and the
 * answer to the provider's when somebody signs out there.
 */
import { SAML } from '@node-saml/node-saml';
import type { Clock } from '../../../kernel/clock/index.ts';
import { randomToken, sha256 } from '../../../kernel/crypto/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import { SsoFailure } from '../errors.ts';
import type { StoredConnector } from '../store.ts';
import type { UpstreamHints } from '../upstream-sessions.ts';
import { logoutUrlOf, spEntityIdOf } from './addresses.ts';
import type { Endpoint, IdpMetadata } from './idp-metadata.ts';
import type { SpKeys } from './keys.ts';
import { type LogoutMessage, type LogoutRequest, readLogoutRequest } from './logout-request.ts';
import type { MetadataSource } from './metadata-source.ts';
import { newRequestId } from './request.ts';
import type { Responses } from './responses.ts';
import * as store from './store.ts';

export interface SamlLogoutDeps {
  clock: Clock;
  connectors: Pick<Connectors, 'samlPartyOf'>;
  keys: SpKeys;
  source: MetadataSource;
  responses: Responses;
}

const redirectOf = ({ slo }: IdpMetadata): Endpoint | undefined =>
  slo.find(({ binding }) => binding === 'redirect');

const createLibrary =
  ({ connectors, keys }: Pick<SamlLogoutDeps, 'connectors' | 'keys'>) =>
  async (tenant: Tenant, connector: StoredConnector, metadata: IdpMetadata, url: string) => {
    const { config } = connectors.samlPartyOf(tenant, connector);
    const [key] = await keys.all(tenant.db);
    return new SAML({
      callbackUrl: logoutUrlOf(tenant, connector.id),
      issuer: spEntityIdOf(tenant, connector.id, config),
      entryPoint: url,
      logoutUrl: url,
      idpCert: metadata.certificates,
      privateKey: key.privateKey,
      signatureAlgorithm: 'sha256',
      generateUniqueId: newRequestId,
    });
  };

export type SamlLogout = ReturnType<typeof createSamlLogout>;

export function createSamlLogout({ clock, connectors, keys, source, responses }: SamlLogoutDeps) {
  const library = createLibrary({ connectors, keys });
  const metadataOf = (tenant: Tenant, connector: StoredConnector) =>
    source.load(tenant.db, connector.id, connectors.samlPartyOf(tenant, connector).config);

  async function read(tenant: Tenant, connector: StoredConnector, message: LogoutMessage) {
    const metadata = await metadataOf(tenant, connector);
    const { config } = connectors.samlPartyOf(tenant, connector);
    const judge = async ({ certificates, entityId: idpEntityId }: IdpMetadata) =>
      readLogoutRequest(message, {
        certificates,
        idpEntityId,
        logoutUrl: logoutUrlOf(tenant, connector.id),
        now: clock.now(),
      });
    /** A certificate may be new since the metadata were read, as with a response. */
    const judgeAgain = async (error: unknown) => {
      const unknownKey = error instanceof SsoFailure && error.causeCode === 'saml.bad_signature';
      const newer = unknownKey ? await source.again(tenant.db, connector.id, config) : undefined;
      if (!newer) throw error;
      return judge(newer);
    };
    const request = await judge(metadata).catch(judgeAgain);
    const id = sha256(`${metadata.entityId} logout ${request.id}`);
    if (!(await store.useAssertion(tenant.db, id, request.usableUntil)))
      throw new SsoFailure('saml.replayed');
    return { metadata, request };
  }

  return {
    /** `back.state` is longer than RelayState may be, so it waits here. */
    async urlFor(
      tenant: Tenant,
      connector: StoredConnector,
      { saml }: UpstreamHints,
      back: { state: string },
    ): Promise<string | undefined> {
      const metadata = await metadataOf(tenant, connector);
      const endpoint = redirectOf(metadata);
      if (!endpoint || !saml) return undefined;
      const relayState = randomToken();
      await responses.put(tenant, connector.id, relayState, { state: back.state });
      const asked = await library(tenant, connector, metadata, endpoint.url);
      const { nameId: nameID, nameIdFormat: nameIDFormat, ...rest } = saml;
      const user = { issuer: metadata.entityId, nameID, nameIDFormat, ...rest };
      return asked.getLogoutUrlAsync(user, relayState, {});
    },
    /** The state that our request left with; undefined for what is no answer to it. */
    back: async (tenant: Tenant, connectorId: string, relayState: string): Promise<string | undefined> =>
      (await responses.take(tenant, connectorId, relayState))?.state,
    /** What a provider ends. @throws SsoFailure */
    async asked(
      tenant: Tenant,
      connector: StoredConnector,
      message: LogoutMessage,
    ): Promise<{ issuer: string; request: LogoutRequest }> {
      const { metadata, request } = await read(tenant, connector, message);
      return { issuer: metadata.entityId, request };
    },
    /** Where the browser carries our answer; undefined when the provider named no address for it. */
    async answer(
      tenant: Tenant,
      connector: StoredConnector,
      { id }: LogoutRequest,
      relayState: string | undefined,
    ): Promise<string | undefined> {
      const metadata = await metadataOf(tenant, connector);
      const endpoint = redirectOf(metadata);
      if (!endpoint) return undefined;
      const answering = await library(tenant, connector, metadata, endpoint.responseUrl ?? endpoint.url);
      const asked = { ID: id, issuer: metadata.entityId, nameID: '', nameIDFormat: '' };
      return answering.getLogoutResponseUrlAsync(asked, relayState ?? '', {}, true);
    },
  };
}
