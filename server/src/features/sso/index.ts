/**
 * Enterprise single sign-on: connectors, the domains they speak for, the round trip to the identity
 * provider, who the person is here, and the trace of each attempt. Owns the tables `sso_*`.
 */
export { ssoRoutes } from './api.ts';
export { createKeySets } from './api-client-keys.ts';
export { type CauseCode, type CauseFacts, causes, type Side } from './causes.ts';
export type { ConnectorTests } from './connector-tests.ts';
export { causeError, errors as ssoErrors } from './errors.ts';
export { type ExpiryFact, type ExpiryKind, expiryKinds } from './expiry.ts';
export { subscribeRollBackNotices } from './history/notices.ts';
export type { BreakGlass, BreakGlassDeps, Owner } from './life/break-glass.ts';
export { breakGlassSeconds } from './life/break-glass.ts';
export { createNoticeJob, noticeJob } from './life/notices.ts';
export type { SsoLogout } from './logout.ts';
export type { Preview } from './preview.ts';
export type { PreviewProblem } from './preview-problems.ts';
export type { Departure, IdpStart, ProviderAnswer } from './protocol.ts';
export type { Provider } from './providers.ts';
export { createLogoutRoutes } from './public-logout.ts';
export type { Saml } from './saml/service.ts';
export {
  type Connector,
  type ConnectorDomain,
  type ConnectorInput,
  type ConnectorPatch,
  type ConnectorSummary,
  connectorInputSchema,
  connectorPatchSchema,
  type DomainInput,
  domainInputSchema,
  type ExternalIdentity,
  externalIdentitySchema,
  operatorPatchSchema,
} from './schema.ts';
export type {
  ProofReason,
  Resolution,
  Sso,
  SsoCallback,
  SsoCookie,
  SsoDeps,
  SsoResult,
  StartInput,
  UserDirectory,
} from './service.ts';
export { createSso, type SsoFeature } from './service.ts';
export type { StoredTrace } from './store-attempts.ts';
export type { StoredTest } from './store-tests.ts';
export type { TestVerdict } from './test-verdict.ts';
export { createAccountTokenRoutes } from './tokens/account-routes.ts';
export { type RevocationPayload, revocationJob } from './tokens/deletion.ts';
export { providerTokensScope, type TokenAsker } from './tokens/giving.ts';
export { type SsoTrace, ssoTraceSchema, type TraceStep } from './trace.ts';
