/** The refresh token grant (RFC 6749 section 6, OpenID Connect Core 1.0 section 12) and revocation (RFC 7009). */
import { refreshTokenGrant, tokenRevocation } from 'openid-client';
import { isIssuerTemplate } from '../../../protocol/oidc-issuer.ts';
import type { Tenant } from '../../tenants/index.ts';
import { SsoFailure } from '../errors.ts';
import type { Connection, ConnectorProtocol } from '../protocol.ts';
import type { ProviderTokens } from '../tokens/schema.ts';
import type { Party, UpstreamClient } from './client.ts';
import { withFallBack } from './fall-back.ts';
import { isKeepable, providerTokens } from './token-answer.ts';
import { upstreamFailure } from './upstream-errors.ts';

interface Kept {
  issuer: string;
  upstreamSub: string;
  refreshToken: string;
}

type PartyOf = (tenant: Tenant, connector: Connection) => Party;

export function createTokenGrants(
  client: Pick<UpstreamClient, 'discover' | 'configured' | 'allows'>,
  partyOf: PartyOf,
): Required<Pick<ConnectorProtocol, 'refreshTokens' | 'revokeToken'>> {
  /** The metadata with the one issuer that the person's tokens came from: Entra's templates name none. */
  async function metadataOf(party: Party, issuer?: string) {
    const { metadata } = await client.discover(party);
    return issuer !== undefined && isIssuerTemplate(metadata.issuer) ? { ...metadata, issuer } : metadata;
  }

  async function refreshAs(
    party: Party,
    { issuer, upstreamSub, refreshToken }: Kept,
  ): Promise<ProviderTokens> {
    const metadata = await metadataOf(party, issuer);
    try {
      const answer = await refreshTokenGrant(client.configured(party, metadata), refreshToken);
      const claims = answer.claims();
      // Section 12.2: the person is the same one. Somebody else's token would be handed out in their name.
      if (claims && (claims.sub !== upstreamSub || claims.iss !== issuer))
        throw new SsoFailure('userinfo.wrong_subject');
      if (!isKeepable(answer)) throw new SsoFailure('idp.bad_answer', 'no bearer token');
      return providerTokens(answer);
    } catch (error) {
      throw upstreamFailure('token', error);
    }
  }

  async function revokeAs(party: Party, { kind, token }: { kind: 'access' | 'refresh'; token: string }) {
    const metadata = await metadataOf(party);
    if (!client.allows(metadata.revocation_endpoint)) return {};
    try {
      await tokenRevocation(client.configured(party, metadata), token, { token_type_hint: `${kind}_token` });
      return {};
    } catch (error) {
      throw upstreamFailure('token', error);
    }
  }

  return {
    refreshTokens: (tenant, connector, kept) =>
      withFallBack(partyOf(tenant, connector), (as) => refreshAs(as, kept)),
    async revokeToken(tenant, connector, doomed) {
      await withFallBack(partyOf(tenant, connector), (as) => revokeAs(as, doomed));
    },
  };
}
