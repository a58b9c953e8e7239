-- Providers' tokens, where a connector keeps them so that an application may call the provider's own API.
alter table sso_connectors add column token_storage jsonb not null
  default '{"enabled": false, "scopes": [], "applications": []}';

create table sso_tokens (
  tenant_id text not null,
  id text not null,                    -- of the external identity: a hash of the three that follow
  connector_id text not null,
  issuer text not null,
  subject text not null,
  upstream_sub text not null,          -- as the provider's own tokens name the person
  user_id text not null,
  sealed_access text not null,
  sealed_refresh text,
  scope text not null,
  expires_at timestamptz,              -- of the access token; null: the provider does not say
  stored_at timestamptz not null default now(),
  refreshed_at timestamptz,
  generation bigint not null default 1, -- counts the access tokens
  refresh_claim text,                  -- who is at the provider with the refresh token now
  refresh_until timestamptz,           -- until when nobody else goes there
  told jsonb not null default '{}',    -- application → when an event last said that it got the token
  primary key (tenant_id, id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade,
  foreign key (tenant_id, connector_id, issuer, subject) references external_identities on delete cascade
);
create index sso_tokens_connector on sso_tokens (tenant_id, connector_id, issuer, subject);
create index sso_tokens_user on sso_tokens (tenant_id, user_id);

-- Deleted here, to be revoked at the provider: outside of the transaction that deleted them, as far as it goes.
create table sso_token_revocations (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  connector_id text not null,
  token_id text not null,              -- what the token is sealed to
  sealed text not null,
  client jsonb,                        -- the connection that it came through, where the connector has it no more
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sso_token_revocations_connector on sso_token_revocations (tenant_id, connector_id);
create index sso_token_revocations_expiry on sso_token_revocations (expires_at);
