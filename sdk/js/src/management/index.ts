/** `@gatehouse/sdk/management`: a typed client of Gatehouse's management API, for servers, scripts and the console. */

export { GatehouseError, type GatehouseErrorCode } from '../core/errors.ts';
export {
  createManagementClient,
  type ManagementClient,
  type ManagementConfig,
} from './client.ts';
export type { ApiErrorDetails } from './failure.ts';
export type {
  Answer as OperationAnswer,
  Body as OperationBody,
  Query as OperationQuery,
} from './operation-types.ts';
export type * from './operations.ts';
export type { ChangeOptions, CreateOptions, Page, RequestOptions, WithEtag } from './options.ts';
export { type ManagementPermission, permissions } from './table.ts';
export type { AccessTokenSource, ClientCredentials } from './token.ts';
