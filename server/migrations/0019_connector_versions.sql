-- The history of a connector's connection: every change keeps what was there before it.
alter table sso_connectors add column revision bigint not null default 1;  -- counts the changes
alter table sso_connectors add column revised_at timestamptz;              -- the last of them; null: none since it was made
alter table sso_connectors add column revised jsonb;                       -- by whom, how, which fields
-- Whether real sign-ins may still take the last change back. One UPDATE ends it: it happens once per change.
alter table sso_connectors add column watched boolean not null default false;
alter table sso_connectors add column rolled_back jsonb;                   -- told until somebody has seen it
alter table sso_connectors add column auto_roll_back boolean not null default true;

create table sso_connector_versions (
  tenant_id text not null,
  id text not null,                    -- what the secrets are sealed for
  connector_id text not null,
  revision bigint not null,
  made_at timestamptz not null,
  made jsonb,                          -- by whom, how, which fields; null: with the connector
  config jsonb not null,
  sealed_secrets text,
  attribute_mapping jsonb not null,
  role_mapping jsonb,
  saml_metadata jsonb,                 -- what its metadata address said: only to judge by, never put back
  tested_at timestamptz,
  administrator_at timestamptz,
  administrator_id text,
  first_success_at timestamptz,
  last_success_at timestamptz,
  replaced_at timestamptz not null default now(),
  rolled_back boolean not null default false,
  expires_at timestamptz,              -- null: the last that had succeeded
  primary key (tenant_id, id),
  unique (tenant_id, connector_id, revision),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_connector_versions_expiry on sso_connector_versions (expires_at);

-- Failures that speak against the last change, and that nobody with a browser alone can bring about.
create table sso_change_failures (
  tenant_id text not null,
  connector_id text not null,
  revision bigint not null,
  id text not null,                    -- the reference of the attempt
  who text not null,                   -- a hash
  cause text not null,
  evidence text not null,              -- provider | earlier
  failed_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, connector_id, revision, id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index sso_change_failures_expiry on sso_change_failures (expires_at);
