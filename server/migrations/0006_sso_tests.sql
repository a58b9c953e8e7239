-- Tests of SSO connectors: real round trips that sign nobody in, apart from the attempts of real people.
create table sso_tests (
  tenant_id text not null,
  id text not null,
  connector_id text not null,
  token_hash text not null,            -- of the one-time address
  open_until timestamptz not null,
  connection bigint,                   -- of the connector, when the address was opened
  state_hash text,
  browser_hash text,
  sealed text,                         -- nonce, code verifier
  return_until timestamptz,
  returned_at timestamptz,
  outcome text not null default 'waiting', -- waiting | passed | failed
  cause text,
  steps jsonb not null default '[]',
  claims jsonb,
  decision jsonb,                      -- what a real sign-in would have done
  created_at timestamptz not null default now(),
  opened_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  unique (tenant_id, state_hash),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_tests_connector on sso_tests (tenant_id, connector_id, created_at);
create index sso_tests_expiry on sso_tests (expires_at);

-- Counts the changes of config and secrets: a test speaks for the connection that it was made with.
alter table sso_connectors add column connection bigint not null default 1;
alter table sso_connectors add column disabled_at timestamptz;
