-- The first schema. Rules (DESIGN section 11): ids are text made by the application, tenant_id leads
-- every key, no triggers, functions, extensions or enums; every state change is one conditional UPDATE.
-- src/kernel/db/schema.ts mirrors this file for the compiler; a test compares the two.

create table tenants (
  tenant_id text primary key,
  name text not null,
  tag text not null default 'production',
  host text unique,
  settings jsonb not null default '{}',
  config_version bigint not null default 1,
  config_changed_at timestamptz not null default now(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index tenants_config_changed on tenants (config_changed_at);

-- keys --------------------------------------------------------------------------------------------
create table signing_keys (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  purpose text not null,               -- token | cookie
  status text not null,                -- next | current | previous | retired
  algorithm text not null,
  public_jwk jsonb,
  sealed_secret text not null,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz,
  primary key (tenant_id, id)
);
-- Two nodes that make the first key at once: one wins.
create unique index signing_keys_one on signing_keys (tenant_id, purpose, status) where status in ('current', 'next');

-- applications ------------------------------------------------------------------------------------
create table applications (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  name text not null,
  description text,
  type text not null,                  -- traditional | spa | native | machine-to-machine
  redirect_uris jsonb not null default '[]',
  post_logout_redirect_uris jsonb not null default '[]',
  cors_allowed_origins jsonb not null default '[]',
  pkce text not null default 'required',
  backchannel_logout_uri text,
  third_party boolean not null default false,
  authentication text not null,        -- none | secret | key
  jwks jsonb,
  jwks_uri text,
  require_pushed_requests boolean not null default false,
  require_dpop boolean not null default false,
  refresh_token_ttl bigint,
  management_permissions jsonb not null default '[]',
  custom_data jsonb not null default '{}',
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table application_secrets (
  tenant_id text not null,
  application_id text not null,
  id text not null,
  name text not null,
  hash text not null,
  hint text not null,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, application_id, id),
  foreign key (tenant_id, application_id) references applications on delete cascade
);

-- access: API resources and permissions -----------------------------------------------------------
create table api_resources (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  indicator text not null,
  name text not null,
  access_token_ttl bigint not null default 3600,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, indicator)
);

create table api_permissions (
  tenant_id text not null,
  resource_id text not null,
  name text not null,
  description text,
  granted_to_everyone boolean not null default false,
  primary key (tenant_id, resource_id, name),
  foreign key (tenant_id, resource_id) references api_resources on delete cascade
);

-- users -------------------------------------------------------------------------------------------
create table users (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  username text,
  username_key text,                   -- folded by the application; unique
  email text,
  email_key text,
  email_verified boolean not null default false,
  phone text,
  phone_verified boolean not null default false,
  name text,
  picture text,
  profile jsonb not null default '{}', -- given_name, family_name, locale, …
  custom_data jsonb not null default '{}',
  password_hash text,
  password_changed_at timestamptz,
  suspended_at timestamptz,
  sessions_valid_after timestamptz,    -- sessions and grants made before this are dead
  last_sign_in_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, username_key),
  unique (tenant_id, email_key),
  unique (tenant_id, phone)
);
create index users_created on users (tenant_id, created_at, id);

create table external_identities (
  tenant_id text not null,
  connector_id text not null,
  issuer text not null,
  subject text not null,               -- Entra: tid and oid; elsewhere sub
  user_id text not null,
  upstream_sub text,
  email text,
  claims jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, connector_id, issuer, subject),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index external_identities_user on external_identities (tenant_id, user_id);

create table user_permissions (
  tenant_id text not null,
  user_id text not null,
  resource_id text not null,
  permission text not null,
  primary key (tenant_id, user_id, resource_id, permission),
  foreign key (tenant_id, user_id) references users on delete cascade,
  foreign key (tenant_id, resource_id, permission) references api_permissions on delete cascade
);

create table application_permissions (
  tenant_id text not null,
  application_id text not null,
  resource_id text not null,
  permission text not null,
  primary key (tenant_id, application_id, resource_id, permission),
  foreign key (tenant_id, application_id) references applications on delete cascade,
  foreign key (tenant_id, resource_id, permission) references api_permissions on delete cascade
);

create table administrators (
  tenant_id text not null,
  user_id text not null,
  role text not null,                  -- owner (more with the console)
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users on delete cascade
);

create table consents (
  tenant_id text not null,
  user_id text not null,
  application_id text not null,
  granted jsonb not null,              -- { scopes: [], resources: { indicator: [] } }
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id, application_id),
  foreign key (tenant_id, user_id) references users on delete cascade,
  foreign key (tenant_id, application_id) references applications on delete cascade
);

-- sign-in experience ------------------------------------------------------------------------------
create table sign_in_experiences (
  tenant_id text primary key references tenants on delete cascade,
  value jsonb not null,
  version bigint not null default 1,
  updated_at timestamptz not null default now()
);

-- oidc: attempts, sessions, grants, tokens. No foreign keys among them: a token without its grant is
-- dead, and a lost race must never become an error (engine notes 13). ids are hashes of what the
-- browser or client holds.
create table attempts (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  application_id text,
  payload jsonb not null,              -- the protocol library's interaction
  state jsonb not null default '{}',   -- our evidence and progress
  version bigint not null default 1,
  expires_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index attempts_expiry on attempts (expires_at);

create table oidc_sessions (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  uid text not null,
  user_id text,
  payload jsonb not null,
  sso_connector_id text,
  details jsonb not null default '{}', -- address, user agent, how the person signed in
  signed_in_at timestamptz,
  last_active_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, uid)
);
create index oidc_sessions_user on oidc_sessions (tenant_id, user_id);
create index oidc_sessions_expiry on oidc_sessions (expires_at);

create table oidc_grants (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  user_id text,
  application_id text not null,
  session_uid text,
  sso_connector_id text,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
create index oidc_grants_user on oidc_grants (tenant_id, user_id);
create index oidc_grants_application on oidc_grants (tenant_id, application_id);
create index oidc_grants_expiry on oidc_grants (expires_at);

create table oidc_tokens (
  tenant_id text not null references tenants on delete cascade,
  kind text not null,                  -- AuthorizationCode, AccessToken, RefreshToken, DeviceCode …
  id text not null,
  grant_id text,
  user_id text,
  application_id text,
  user_code text,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, kind, id)
);
create index oidc_tokens_grant on oidc_tokens (tenant_id, grant_id);
create unique index oidc_tokens_user_code on oidc_tokens (tenant_id, user_code);
create index oidc_tokens_expiry on oidc_tokens (expires_at);

-- credentials -------------------------------------------------------------------------------------
create table verification_codes (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  purpose text not null,               -- sign-in | register | reset-password | verify-email
  email_key text not null,
  code_hash text not null,
  tries bigint not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, id)
);
create index verification_codes_expiry on verification_codes (expires_at);

create table rate_limits (
  tenant_id text not null references tenants on delete cascade,
  key text not null,                   -- a hash: rule + account or address
  failures bigint not null,
  blocked_until timestamptz,
  window_ends_at timestamptz not null,
  primary key (tenant_id, key)
);
create index rate_limits_expiry on rate_limits (window_ends_at);

create table known_devices (
  tenant_id text not null,
  user_id text not null,
  id text not null,                    -- hash of the device cookie
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index known_devices_expiry on known_devices (expires_at);

create table one_time_links (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- hash of the token in the link
  purpose text not null,               -- set-up
  data jsonb not null default '{}',
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, id)
);
create index one_time_links_expiry on one_time_links (expires_at);

-- enterprise SSO ----------------------------------------------------------------------------------
create table sso_connectors (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  name text not null,
  provider text not null,              -- a preset's id
  config jsonb not null,               -- without secrets
  sealed_secrets text,
  display jsonb not null default '{}',
  sync_profile text not null default 'every-sign-in',
  enabled boolean not null default false,
  enforced boolean not null default false,
  tested_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table sso_domains (
  tenant_id text not null,
  domain text not null,
  connector_id text not null,
  proof_token text not null,
  proved_at timestamptz,
  proved_by text,                      -- dns | operator
  last_checked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, domain, connector_id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_domains_connector on sso_domains (tenant_id, connector_id);

create table sso_requests (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- hash of state
  connector_id text not null,
  attempt_id text not null,
  browser_hash text not null,
  sealed text not null,                -- nonce, code verifier
  trace_id text not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (tenant_id, id)
);
create index sso_requests_expiry on sso_requests (expires_at);

create table sso_traces (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- the reference code people see
  connector_id text not null,
  attempt_id text,
  application_id text,
  user_id text,
  email text,
  outcome text not null,               -- started | succeeded | failed
  cause text,
  steps jsonb not null default '[]',
  claims jsonb,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sso_traces_connector on sso_traces (tenant_id, connector_id, started_at);
create index sso_traces_expiry on sso_traces (expires_at);

-- events, audit, jobs, mail, API ------------------------------------------------------------------
create table events (
  tenant_id text not null,
  id text not null,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index events_order on events (created_at, id);

create table audit_events (
  tenant_id text not null,
  id text not null,
  type text not null,
  actor_type text not null,            -- user | application | system | anonymous
  actor_id text,
  subject_type text,
  subject_id text,
  application_id text,
  connector_id text,
  address text,
  user_agent text,
  request_id text,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index audit_events_order on audit_events (tenant_id, created_at, id);
create index audit_events_subject on audit_events (tenant_id, subject_id, created_at);

create table jobs (
  id text primary key,
  tenant_id text,
  name text not null,
  unique_key text unique,              -- one row for a recurring job
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts bigint not null default 0,
  leased_until timestamptz,
  leased_by text,
  last_error text,
  dead_at timestamptz,
  created_at timestamptz not null default now()
);
create index jobs_due on jobs (run_at) where dead_at is null;

create table mail_messages (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  recipient text not null,
  subject text not null,
  kind text not null,
  body jsonb not null,                 -- { text, html, code? }
  status text not null,                -- queued | sent | mailbox | failed
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index mail_messages_order on mail_messages (tenant_id, created_at, id);
create index mail_messages_expiry on mail_messages (expires_at);

create table idempotency_keys (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- hash of actor, route and key
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index idempotency_keys_expiry on idempotency_keys (expires_at);
