-- The mail server of a tenant; without a row the installation's is used.
create table mail_settings (
  tenant_id text primary key references tenants on delete cascade,
  host text not null,
  port bigint not null,
  security text not null,              -- none | starttls | tls
  username text,
  sealed_password text,
  from_name text,
  from_address text not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What somebody did, and what went through an application or connector, without reading everybody's events.
create index audit_events_actor on audit_events (tenant_id, actor_id, created_at) where actor_id is not null;
create index audit_events_application on audit_events (tenant_id, application_id, created_at)
  where application_id is not null;
create index audit_events_connector on audit_events (tenant_id, connector_id, created_at)
  where connector_id is not null;
