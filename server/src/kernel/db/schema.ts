/**
 * The tables as the compiler sees them: the mirror of server/migrations. `test/schema.test.ts` compares
 * the two. `Generated` columns have a default in the database; jsonb columns take and give plain values.
 */
import type { ColumnType, Generated } from 'kysely';

/** A value that goes into a jsonb column and comes out parsed. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** timestamptz: read as a Date, written as a Date or an SQL expression. */
type Timestamp = ColumnType<Date, Date | undefined, Date>;
type NullableTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** jsonb: `unknown` when read, so that a feature's own schema has to look before it trusts. */
type JsonColumn = ColumnType<unknown, unknown, unknown>;

export interface TenantsTable {
  tenant_id: string;
  name: string;
  tag: Generated<string>;
  host: string | null;
  settings: JsonColumn;
  config_version: Generated<number>;
  config_changed_at: Timestamp;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface SigningKeysTable {
  tenant_id: string;
  id: string;
  purpose: string;
  status: string;
  algorithm: string;
  public_jwk: JsonColumn;
  sealed_secret: string;
  created_at: Timestamp;
  activated_at: NullableTimestamp;
  retired_at: NullableTimestamp;
}

export interface ApplicationsTable {
  tenant_id: string;
  id: string;
  name: string;
  description: string | null;
  type: string;
  redirect_uris: JsonColumn;
  post_logout_redirect_uris: JsonColumn;
  cors_allowed_origins: JsonColumn;
  pkce: Generated<string>;
  backchannel_logout_uri: string | null;
  third_party: Generated<boolean>;
  authentication: string;
  jwks: JsonColumn;
  jwks_uri: string | null;
  require_pushed_requests: Generated<boolean>;
  require_dpop: Generated<boolean>;
  refresh_token_ttl: number | null;
  management_permissions: JsonColumn;
  custom_data: JsonColumn;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ApplicationSecretsTable {
  tenant_id: string;
  application_id: string;
  id: string;
  name: string;
  hash: string;
  hint: string;
  expires_at: NullableTimestamp;
  created_at: Timestamp;
}

export interface ApiResourcesTable {
  tenant_id: string;
  id: string;
  indicator: string;
  name: string;
  access_token_ttl: Generated<number>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ApiPermissionsTable {
  tenant_id: string;
  resource_id: string;
  name: string;
  description: string | null;
  granted_to_everyone: Generated<boolean>;
}

export interface UsersTable {
  tenant_id: string;
  id: string;
  username: string | null;
  username_key: string | null;
  email: string | null;
  email_key: string | null;
  email_verified: Generated<boolean>;
  phone: string | null;
  phone_verified: Generated<boolean>;
  name: string | null;
  name_key: string | null;
  picture: string | null;
  profile: JsonColumn;
  custom_data: JsonColumn;
  password_hash: string | null;
  password_changed_at: NullableTimestamp;
  suspended_at: NullableTimestamp;
  sessions_valid_after: NullableTimestamp;
  last_sign_in_at: NullableTimestamp;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ExternalIdentitiesTable {
  tenant_id: string;
  connector_id: string;
  issuer: string;
  subject: string;
  user_id: string;
  upstream_sub: string | null;
  email: string | null;
  claims: JsonColumn;
  created_at: Timestamp;
  last_used_at: NullableTimestamp;
}

export interface UserPermissionsTable {
  tenant_id: string;
  user_id: string;
  resource_id: string;
  permission: string;
}

export interface ApplicationPermissionsTable {
  tenant_id: string;
  application_id: string;
  resource_id: string;
  permission: string;
}

export interface RolesTable {
  tenant_id: string;
  id: string;
  name: string;
  name_key: string;
  description: string | null;
  granted_to_everyone: Generated<boolean>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface RolePermissionsTable {
  tenant_id: string;
  role_id: string;
  resource_id: string;
  permission: string;
}

export interface UserRolesTable {
  tenant_id: string;
  user_id: string;
  role_id: string;
  source: string;
  created_at: Timestamp;
}

export interface AdministratorsTable {
  tenant_id: string;
  user_id: string;
  role: string;
  created_at: Timestamp;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface AdministratorInvitationsTable {
  tenant_id: string;
  id: string;
  email: string;
  email_key: string;
  role: string;
  token_hash: string;
  invited_by_type: string;
  invited_by_id: string | null;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  accepted_at: NullableTimestamp;
  accepted_by: string | null;
}

export interface SetupLinksTable {
  tenant_id: string;
  id: string;
  token_hash: string;
  customer: string;
  organization_id: string | null;
  emails: JsonColumn;
  providers: JsonColumn;
  domains: JsonColumn;
  parts: JsonColumn;
  may_enable: boolean;
  locale: string | null;
  notify: string | null;
  provider: string | null;
  reserved_id: string;
  connector_id: string | null;
  made_connector: Generated<boolean>;
  created_by_type: string;
  created_by_id: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  opened_at: NullableTimestamp;
  last_used_at: NullableTimestamp;
  finished_at: NullableTimestamp;
  revoked_at: NullableTimestamp;
  forget_at: ColumnType<Date, Date, Date>;
}

export interface SetupSessionsTable {
  tenant_id: string;
  id: string;
  link_id: string;
  token_hash: string;
  verified_at: NullableTimestamp;
  email: string | null;
  code_id: string | null;
  code_email: string | null;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface ConsentsTable {
  tenant_id: string;
  user_id: string;
  application_id: string;
  granted: JsonColumn;
  updated_at: Timestamp;
}

export interface SignInExperiencesTable {
  tenant_id: string;
  value: JsonColumn;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface ImagesTable {
  tenant_id: string;
  id: string;
  content_type: string;
  bytes: Uint8Array;
  size: number;
  created_at: Timestamp;
}

export interface ExperiencePreviewsTable {
  tenant_id: string;
  token_hash: string;
  experience: JsonColumn;
  page: string;
  color_scheme: string;
  locale: string | null;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface AttemptsTable {
  tenant_id: string;
  id: string;
  application_id: string | null;
  payload: JsonColumn;
  state: JsonColumn;
  version: Generated<number>;
  expires_at: ColumnType<Date, Date, Date>;
  finished_at: NullableTimestamp;
}

export interface OidcSessionsTable {
  tenant_id: string;
  id: string;
  uid: string;
  user_id: string | null;
  payload: JsonColumn;
  sso_connector_id: string | null;
  details: JsonColumn;
  signed_in_at: NullableTimestamp;
  last_active_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  ended_at: NullableTimestamp;
  custom_domain: string | null;
}

export interface OidcGrantsTable {
  tenant_id: string;
  id: string;
  user_id: string | null;
  application_id: string;
  session_uid: string | null;
  sso_connector_id: string | null;
  payload: JsonColumn;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  revoked_at: NullableTimestamp;
}

export interface OidcTokensTable {
  tenant_id: string;
  kind: string;
  id: string;
  grant_id: string | null;
  user_id: string | null;
  application_id: string | null;
  user_code: string | null;
  payload: JsonColumn;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  consumed_at: NullableTimestamp;
}

export interface VerificationCodesTable {
  tenant_id: string;
  id: string;
  purpose: string;
  email_key: string;
  code_hash: string;
  tries: Generated<number>;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
  consumed_at: NullableTimestamp;
}

export interface RateLimitsTable {
  tenant_id: string;
  key: string;
  failures: number;
  blocked_until: NullableTimestamp;
  window_ends_at: ColumnType<Date, Date, Date>;
}

export interface KnownDevicesTable {
  tenant_id: string;
  user_id: string;
  id: string;
  last_seen_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface OneTimeLinksTable {
  tenant_id: string;
  id: string;
  purpose: string;
  data: JsonColumn;
  expires_at: ColumnType<Date, Date, Date>;
  consumed_at: NullableTimestamp;
}

export interface SsoConnectorsTable {
  tenant_id: string;
  id: string;
  name: string;
  provider: string;
  config: JsonColumn;
  sealed_secrets: string | null;
  display: JsonColumn;
  sync_profile: Generated<string>;
  enabled: Generated<boolean>;
  enforced: Generated<boolean>;
  tested_at: NullableTimestamp;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  connection: Generated<number>;
  disabled_at: NullableTimestamp;
  organization_id: string | null;
  attribute_mapping: JsonColumn;
  token_storage: JsonColumn;
  role_mapping: JsonColumn;
  administrator_at: NullableTimestamp;
  administrator_id: string | null;
  revision: Generated<number>;
  revised_at: NullableTimestamp;
  revised: JsonColumn;
  watched: Generated<boolean>;
  rolled_back: JsonColumn;
  auto_roll_back: Generated<boolean>;
}

export interface SsoConnectorVersionsTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  revision: number;
  made_at: ColumnType<Date, Date, Date>;
  made: JsonColumn;
  config: JsonColumn;
  sealed_secrets: string | null;
  attribute_mapping: JsonColumn;
  role_mapping: JsonColumn;
  saml_metadata: JsonColumn;
  tested_at: NullableTimestamp;
  administrator_at: NullableTimestamp;
  administrator_id: string | null;
  first_success_at: NullableTimestamp;
  last_success_at: NullableTimestamp;
  replaced_at: Timestamp;
  rolled_back: Generated<boolean>;
  expires_at: NullableTimestamp;
}

export interface SsoChangeFailuresTable {
  tenant_id: string;
  connector_id: string;
  revision: number;
  id: string;
  who: string;
  cause: string;
  evidence: string;
  failed_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoBreakGlassCodesTable {
  tenant_id: string;
  id: string;
  user_id: string;
  created_at: Timestamp;
  used_at: NullableTimestamp;
}

export interface SsoBreakGlassDoorsTable {
  tenant_id: string;
  id: string;
  user_id: string;
  opened_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoDomainsTable {
  tenant_id: string;
  domain: string;
  connector_id: string;
  proof_token: string;
  proved_at: NullableTimestamp;
  proved_by: string | null;
  last_checked_at: NullableTimestamp;
  created_at: Timestamp;
  missing_since: NullableTimestamp;
}

export interface SsoRequestsTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  attempt_id: string;
  browser_hash: string;
  sealed: string;
  trace_id: string;
  expires_at: ColumnType<Date, Date, Date>;
  consumed_at: NullableTimestamp;
}

export interface SsoTracesTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  attempt_id: string | null;
  application_id: string | null;
  user_id: string | null;
  email: string | null;
  outcome: string;
  cause: string | null;
  steps: JsonColumn;
  claims: JsonColumn;
  started_at: Timestamp;
  finished_at: NullableTimestamp;
  expires_at: ColumnType<Date, Date, Date>;
  typed_hash: string | null;
  email_hash: string | null;
  connection: number | null;
}

export interface SsoEvidenceTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  user_id: string | null;
  verified: boolean;
  sealed: string;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoSettingsTable {
  tenant_id: string;
  settings: JsonColumn;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface SsoSamlMetadataTable {
  tenant_id: string;
  connector_id: string;
  url: string;
  entity_id: string;
  document: JsonColumn;
  fetched_at: Timestamp;
  tried_at: Timestamp;
  refresh_at: ColumnType<Date, Date, Date>;
  problem: string | null;
}

export interface SsoSamlKeysTable {
  tenant_id: string;
  id: string;
  status: string;
  certificate: string;
  sealed_key: string;
  created_at: Timestamp;
}

export interface SsoSamlAssertionsTable {
  tenant_id: string;
  id: string;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoSamlResponsesTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  sealed: string;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoTestsTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  token_hash: string;
  open_until: ColumnType<Date, Date, Date>;
  connection: number | null;
  state_hash: string | null;
  browser_hash: string | null;
  sealed: string | null;
  return_until: NullableTimestamp;
  returned_at: NullableTimestamp;
  return_to: string | null;
  candidate: string | null;
  outcome: Generated<string>;
  cause: string | null;
  steps: JsonColumn;
  claims: JsonColumn;
  decision: JsonColumn;
  created_at: Timestamp;
  opened_at: NullableTimestamp;
  finished_at: NullableTimestamp;
  expires_at: ColumnType<Date, Date, Date>;
  started_by: string | null;
  by_administrator: Generated<boolean>;
}

export interface SsoClientKeysTable {
  tenant_id: string;
  id: string;
  connector_id: string | null;
  status: string;
  public_jwk: JsonColumn;
  certificate: string;
  sealed_secret: string;
  created_at: Timestamp;
  activated_at: NullableTimestamp;
  retired_at: NullableTimestamp;
  not_after: ColumnType<Date, Date, Date>;
}

export interface SecondFactorsTable {
  tenant_id: string;
  id: string;
  user_id: string;
  kind: string;
  sealed_secret: string;
  last_step: ColumnType<string, number, number>;
  created_at: Timestamp;
  last_used_at: NullableTimestamp;
}

export interface SecondFactorCodesTable {
  tenant_id: string;
  user_id: string;
  code_hash: string;
  used_at: NullableTimestamp;
}

export interface SsoSessionsTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  issuer: string;
  subject: string;
  sid_hash: string | null;
  sealed: string;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoTokensTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  issuer: string;
  subject: string;
  upstream_sub: string;
  user_id: string;
  sealed_access: string;
  sealed_refresh: string | null;
  scope: string;
  expires_at: NullableTimestamp;
  stored_at: Timestamp;
  refreshed_at: NullableTimestamp;
  generation: Generated<number>;
  refresh_claim: string | null;
  refresh_until: NullableTimestamp;
  told: JsonColumn;
}

export interface SsoTokenRevocationsTable {
  tenant_id: string;
  id: string;
  connector_id: string;
  token_id: string;
  sealed: string;
  client: JsonColumn;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SsoLogoutTokensTable {
  tenant_id: string;
  id: string;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface EventsTable {
  tenant_id: string;
  id: string;
  type: string;
  payload: JsonColumn;
  created_at: Timestamp;
}

export interface AuditEventsTable {
  tenant_id: string;
  id: string;
  type: string;
  actor_type: string;
  actor_id: string | null;
  subject_type: string | null;
  subject_id: string | null;
  application_id: string | null;
  connector_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  data: JsonColumn;
  created_at: ColumnType<Date, Date, Date>;
}

export interface JobsTable {
  id: string;
  tenant_id: string | null;
  name: string;
  unique_key: string | null;
  payload: JsonColumn;
  run_at: Timestamp;
  attempts: Generated<number>;
  leased_until: NullableTimestamp;
  leased_by: string | null;
  last_error: string | null;
  dead_at: NullableTimestamp;
  created_at: Timestamp;
}

export interface MailMessagesTable {
  tenant_id: string;
  id: string;
  recipient: string;
  subject: string;
  kind: string;
  body: JsonColumn;
  status: string;
  created_at: Timestamp;
  sent_at: NullableTimestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface MailSettingsTable {
  tenant_id: string;
  host: string;
  port: number;
  security: string;
  username: string | null;
  sealed_password: string | null;
  from_name: string | null;
  from_address: string;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface IdempotencyKeysTable {
  tenant_id: string;
  id: string;
  request_hash: string;
  response: JsonColumn;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface SignInCountsTable {
  tenant_id: string;
  day: ColumnType<Date, Date, Date>;
  application_id: string;
  connector_id: string;
  method: string;
  outcome: string;
  count: number;
}

export interface LastSignInsTable {
  tenant_id: string;
  kind: string;
  id: string;
  first_at: ColumnType<Date, Date, Date>;
  last_at: ColumnType<Date, Date, Date>;
}

export interface UserActiveDaysTable {
  tenant_id: string;
  user_id: string;
  day: ColumnType<Date, Date, Date>;
}

export interface DailyStatisticsTable {
  tenant_id: string;
  day: ColumnType<Date, Date, Date>;
  users_created: Generated<number>;
  users_deleted: Generated<number>;
  active: Generated<number>;
  weekly_change: Generated<number>;
  monthly_change: Generated<number>;
}

export interface StatisticsTurnsTable {
  tenant_id: string;
  turn: Generated<number>;
}

export interface CustomDomainsTable {
  tenant_id: string;
  domain: string;
  proof_token: string;
  proved_at: NullableTimestamp;
  checked_at: NullableTimestamp;
  activated_at: NullableTimestamp;
  created_at: Timestamp;
  missing_since: NullableTimestamp;
}

export interface OrganizationsTable {
  tenant_id: string;
  id: string;
  name: string;
  description: string | null;
  branding: JsonColumn;
  custom_data: JsonColumn;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface OrganizationMembersTable {
  tenant_id: string;
  organization_id: string;
  user_id: string;
  source: string;
  joined_at: Timestamp;
}

export interface ScimConnectorsTable {
  tenant_id: string;
  connector_id: string;
  enabled: Generated<boolean>;
  on_delete: Generated<string>;
  last_request_at: NullableTimestamp;
  last_change_at: NullableTimestamp;
  last_problem_at: NullableTimestamp;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ScimTokensTable {
  tenant_id: string;
  connector_id: string;
  id: string;
  hash: string;
  hint: string;
  expires_at: ColumnType<Date, Date, Date>;
  last_used_at: NullableTimestamp;
  created_at: Timestamp;
}

export interface ScimUsersTable {
  tenant_id: string;
  connector_id: string;
  user_id: string;
  user_name_key: string;
  external_id: string | null;
  email_key: string;
  resource: JsonColumn;
  active: Generated<boolean>;
  suspended_at: NullableTimestamp;
  created_user: boolean;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  deleted_at: NullableTimestamp;
}

export interface ScimGroupsTable {
  tenant_id: string;
  connector_id: string;
  id: string;
  display_name: string;
  display_name_key: string;
  external_id: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface ScimMembersTable {
  tenant_id: string;
  connector_id: string;
  group_id: string;
  user_id: string;
  created_at: Timestamp;
}

export interface ScimEventsTable {
  tenant_id: string;
  connector_id: string;
  id: string;
  method: string;
  path: string;
  resource: string | null;
  resource_id: string | null;
  subject: string | null;
  status: number;
  outcome: string;
  problem: string | null;
  details: JsonColumn;
  token_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  milliseconds: number;
  created_at: Timestamp;
  expires_at: ColumnType<Date, Date, Date>;
}

export interface ScimGroupRolesTable {
  tenant_id: string;
  connector_id: string;
  group_id: string;
  role_id: string;
}

export interface ExpiryNoticesTable {
  tenant_id: string;
  fact: string;
  ends_at: ColumnType<Date, Date, Date>;
  days: number;
  created_at: Timestamp;
}

export interface ExpirySettingsTable {
  tenant_id: string;
  recipients: string;
  addresses: JsonColumn;
  version: Generated<number>;
  updated_at: Timestamp;
}

export interface Schema {
  tenants: TenantsTable;
  signing_keys: SigningKeysTable;
  applications: ApplicationsTable;
  application_secrets: ApplicationSecretsTable;
  api_resources: ApiResourcesTable;
  api_permissions: ApiPermissionsTable;
  users: UsersTable;
  external_identities: ExternalIdentitiesTable;
  user_permissions: UserPermissionsTable;
  application_permissions: ApplicationPermissionsTable;
  roles: RolesTable;
  role_permissions: RolePermissionsTable;
  user_roles: UserRolesTable;
  administrators: AdministratorsTable;
  administrator_invitations: AdministratorInvitationsTable;
  consents: ConsentsTable;
  sign_in_experiences: SignInExperiencesTable;
  images: ImagesTable;
  experience_previews: ExperiencePreviewsTable;
  attempts: AttemptsTable;
  oidc_sessions: OidcSessionsTable;
  oidc_grants: OidcGrantsTable;
  oidc_tokens: OidcTokensTable;
  verification_codes: VerificationCodesTable;
  rate_limits: RateLimitsTable;
  known_devices: KnownDevicesTable;
  one_time_links: OneTimeLinksTable;
  sso_connectors: SsoConnectorsTable;
  sso_connector_versions: SsoConnectorVersionsTable;
  sso_change_failures: SsoChangeFailuresTable;
  sso_domains: SsoDomainsTable;
  sso_requests: SsoRequestsTable;
  sso_traces: SsoTracesTable;
  sso_evidence: SsoEvidenceTable;
  sso_settings: SsoSettingsTable;
  sso_saml_metadata: SsoSamlMetadataTable;
  sso_saml_keys: SsoSamlKeysTable;
  sso_saml_assertions: SsoSamlAssertionsTable;
  sso_saml_responses: SsoSamlResponsesTable;
  sso_tests: SsoTestsTable;
  sso_client_keys: SsoClientKeysTable;
  second_factors: SecondFactorsTable;
  second_factor_codes: SecondFactorCodesTable;
  sso_sessions: SsoSessionsTable;
  sso_logout_tokens: SsoLogoutTokensTable;
  sso_tokens: SsoTokensTable;
  sso_token_revocations: SsoTokenRevocationsTable;
  sso_break_glass_codes: SsoBreakGlassCodesTable;
  sso_break_glass_doors: SsoBreakGlassDoorsTable;
  events: EventsTable;
  audit_events: AuditEventsTable;
  jobs: JobsTable;
  mail_messages: MailMessagesTable;
  mail_settings: MailSettingsTable;
  idempotency_keys: IdempotencyKeysTable;
  sign_in_counts: SignInCountsTable;
  last_sign_ins: LastSignInsTable;
  user_active_days: UserActiveDaysTable;
  daily_statistics: DailyStatisticsTable;
  statistics_turns: StatisticsTurnsTable;
  custom_domains: CustomDomainsTable;
  organizations: OrganizationsTable;
  organization_members: OrganizationMembersTable;
  scim_connectors: ScimConnectorsTable;
  scim_tokens: ScimTokensTable;
  scim_users: ScimUsersTable;
  scim_groups: ScimGroupsTable;
  scim_members: ScimMembersTable;
  scim_group_roles: ScimGroupRolesTable;
  scim_events: ScimEventsTable;
  setup_links: SetupLinksTable;
  setup_sessions: SetupSessionsTable;
  expiry_notices: ExpiryNoticesTable;
  expiry_settings: ExpirySettingsTable;
}

/** Tables that belong to the whole installation: reached through `SystemDb` only. */
export const systemTables = ['tenants', 'jobs'] as const satisfies readonly (keyof Schema)[];
export type SystemTable = (typeof systemTables)[number];
