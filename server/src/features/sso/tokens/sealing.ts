/**
 * How tokens are sealed: to their tenant and external identity, and each as what it is, so that neither another row's
 * nor the refresh token of the same row can ever be handed out in an access token's place.
 */
import { z } from 'zod';
import { type Sealer, sealContext } from '../../../kernel/crypto/index.ts';
import type { ProviderTokens, SealedTokens } from './schema.ts';

const sealed = z.object({ kind: z.enum(['access', 'refresh']), token: z.string() });

type Kind = z.infer<typeof sealed>['kind'];

export type TokenSealing = ReturnType<typeof createTokenSealing>;

export function createTokenSealing(sealer: Sealer) {
  const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_tokens', id);

  const seal = (tenantId: string, id: string, kind: Kind, token: string) =>
    sealer.seal(JSON.stringify({ kind, token }), context(tenantId, id));

  /** @throws when it is not what it is taken for */
  function open(tenantId: string, id: string, kind: Kind, text: string): string {
    const found = sealed.parse(JSON.parse(sealer.open(text, context(tenantId, id))));
    if (found.kind !== kind)
      throw new Error(`A sealed ${found.kind} token stands where a ${kind} token belongs.`);
    return found.token;
  }

  return {
    /** As the columns of a row hold them. */
    sealTokens(tenantId: string, id: string, { accessToken, refreshToken }: ProviderTokens): SealedTokens {
      return {
        sealedAccess: seal(tenantId, id, 'access', accessToken),
        sealedRefresh: refreshToken === undefined ? null : seal(tenantId, id, 'refresh', refreshToken),
      };
    },
    open,
    /** Whichever of the two it is: to be revoked. */
    openAny: (tenantId: string, id: string, text: string) =>
      sealed.parse(JSON.parse(sealer.open(text, context(tenantId, id)))),
  };
}
