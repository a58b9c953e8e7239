/** The environment as the command line hands it on: to the configuration, and to `${NAME}` in files. */

import type { Environment } from '../features/declarative/index.ts';
import { environment } from '../kernel/config/index.ts';

export { environment };

/** Read by `bootstrap` alone; no option of the server. */
export const adminPasswordVariable = 'GATEHOUSE_ADMIN_PASSWORD';

/** For the configuration, which refuses variables that it doesn't know. */
export function configEnvironment(env: Environment): Environment {
  const { [adminPasswordVariable]: _, ...rest } = env;
  return rest;
}
