-- SAML: what identity providers publish, our own keys, and what makes a response good once.
create table sso_saml_metadata (
  tenant_id text not null references tenants on delete cascade,
  connector_id text not null,
  url text not null,                   -- where it was read: at another address it is another provider's
  entity_id text not null,
  document jsonb not null,             -- what a sign-in needs of it
  fetched_at timestamptz not null default now(),
  tried_at timestamptz not null default to_timestamp(0), -- after a response that did not verify
  refresh_at timestamptz not null,
  problem text,                        -- the cause of the last failure since
  primary key (tenant_id, connector_id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_saml_metadata_refresh on sso_saml_metadata (refresh_at);

create table sso_saml_keys (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  status text not null,                -- next | current | previous
  certificate text not null,
  sealed_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
-- Two nodes that make the first key at once: one wins.
create unique index sso_saml_keys_one on sso_saml_keys (tenant_id, status) where status in ('current', 'next');

-- Assertions that were used, until nobody could use them any more.
create table sso_saml_assertions (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- hash of issuer and ID
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sso_saml_assertions_expiry on sso_saml_assertions (expires_at);

-- Responses between the post from the provider, which brings no cookie, and the browser's own request, which does.
create table sso_saml_responses (
  tenant_id text not null references tenants on delete cascade,
  id text not null,                    -- hash of the one-time key
  connector_id text not null,
  sealed text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sso_saml_responses_expiry on sso_saml_responses (expires_at);
