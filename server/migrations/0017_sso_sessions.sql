-- Sessions at identity providers, as far as signing out needs them: to ask the provider to end its own, and to end
-- ours when the provider says so.
create table sso_sessions (
  tenant_id text not null,
  id text not null,                    -- stands in the details of the session here
  connector_id text not null,
  issuer text not null,
  subject text not null,               -- the provider's own, from its token
  sid_hash text,
  sealed text not null,                -- the ID token, for the provider to recognise whom it signs out
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_sessions_subject on sso_sessions (tenant_id, connector_id, subject);
create index sso_sessions_expiry on sso_sessions (expires_at);

-- Logout tokens count once.
create table sso_logout_tokens (
  tenant_id text not null,
  id text not null,                    -- hash of connector and jti
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sso_logout_tokens_expiry on sso_logout_tokens (expires_at);

create index oidc_sessions_sso on oidc_sessions (tenant_id, (details ->> 'ssoSession'))
  where details ->> 'ssoSession' is not null;
