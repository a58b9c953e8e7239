-- Keys with which Gatehouse proves to identity providers who it is: the tenant's own (federated credentials), and
-- each connector's (private_key_jwt, certificates).
create table sso_client_keys (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  connector_id text,                   -- null: the tenant's own
  status text not null,                -- next | current | previous
  public_jwk jsonb not null,
  certificate text not null,           -- self-signed, PEM
  sealed_secret text not null,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz,              -- until when a previous key stays published
  not_after timestamptz not null,      -- of the certificate
  primary key (tenant_id, id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
-- Two nodes that make the first key at once: one wins.
create unique index sso_client_keys_one on sso_client_keys (tenant_id, coalesce(connector_id, ''), status)
  where status in ('current', 'next');
