-- What a tenant has decided about single sign-on as a whole.
create table sso_settings (
  tenant_id text primary key references tenants on delete cascade,
  settings jsonb not null,
  version bigint not null default 1,
  updated_at timestamptz not null default now()
);

-- What an attempt is found by. Addresses are keyed hashes: whoever has the database alone can't try addresses.
alter table sso_traces add column typed_hash text;          -- what the person typed
alter table sso_traces add column email_hash text;          -- what the provider said
alter table sso_traces add column connection bigint;        -- the connector's, as it was then
create index sso_traces_typed on sso_traces (tenant_id, typed_hash, started_at) where typed_hash is not null;
create index sso_traces_email on sso_traces (tenant_id, email_hash, started_at) where email_hash is not null;
create index sso_traces_user on sso_traces (tenant_id, user_id, started_at) where user_id is not null;
create index sso_traces_application on sso_traces (tenant_id, application_id, started_at)
  where application_id is not null;
create index sso_traces_cause on sso_traces (tenant_id, cause, started_at) where cause is not null;
create index sso_traces_failed on sso_traces (tenant_id, started_at) where cause is not null;

-- What a provider said in an attempt, sealed, to be judged again by the settings of another day.
create table sso_evidence (
  tenant_id text not null,
  id text not null,                    -- the attempt's reference
  connector_id text not null,
  user_id text,
  verified boolean not null,           -- false: anybody could have sent it
  sealed text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references sso_traces on delete cascade
);
create index sso_evidence_expiry on sso_evidence (expires_at);
create index sso_evidence_age on sso_evidence (tenant_id, created_at);
create index sso_evidence_user on sso_evidence (tenant_id, user_id) where user_id is not null;
create index sso_evidence_unverified on sso_evidence (tenant_id, connector_id, created_at) where not verified;
