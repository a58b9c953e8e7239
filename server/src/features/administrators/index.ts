/**
 * Administrators as the API shows them: who runs the installation, with which role. The roles themselves, and what
 * they may do, are the feature management's. Owns no table.
 */
export { type AdministratorRoutesDeps, administratorRoutes } from './api.ts';
export { errors as administratorErrors } from './errors.ts';
