/** What trying out a mapping needs: only what reads. */
import type { Users } from '../../users/index.ts';
import type { Connectors } from '../connectors.ts';
import type { RoleDirectory } from './apply.ts';

export interface MappingDeps {
  connectors: Pick<Connectors, 'get'>;
  users: Pick<Users, 'listIdentities' | 'identitiesOfConnector'>;
  roles: Pick<RoleDirectory, 'fromSource' | 'names'>;
}
