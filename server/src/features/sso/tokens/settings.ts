/** What may be set as a connector's token storage. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { Applications } from '../../applications/index.ts';
import { presetOf } from '../presets/catalogue.ts';
import { errors } from './errors.ts';
import { fitsForTokens } from './policy.ts';
import type { TokenStorage } from './schema.ts';

export interface StorageRules {
  applications?: Pick<Applications, 'find'>;
}

/**
 * An application that was allowed before stays, even if it has gone since: it is looked at again when it asks.
 * @throws sso.token_storage_unsupported, sso.token_application_unfit
 */
export async function assertTokenStorage(
  db: TenantDb,
  { applications }: StorageRules,
  { id, provider, tokenStorage }: { id: string; provider: string; tokenStorage: TokenStorage },
  before?: TokenStorage,
): Promise<void> {
  if (tokenStorage.enabled && presetOf(provider).protocol !== 'oidc')
    throw errors['sso.token_storage_unsupported']({ id });
  for (const applicationId of tokenStorage.applications) {
    if (before?.applications.includes(applicationId)) continue;
    const application = await applications?.find(db, applicationId);
    if (!application || !fitsForTokens(application))
      throw errors['sso.token_application_unfit']({ applicationId });
  }
}
