-- Since when the daily look at the DNS has found no proof any more.
alter table sso_domains add column missing_since timestamptz;
alter table custom_domains add column missing_since timestamptz;

-- What administrators were told about what ends: a row for each step of the warning, so that each is given once.
create table expiry_notices (
  tenant_id text not null references tenants on delete cascade,
  fact text not null,
  ends_at timestamptz not null,
  days bigint not null,                -- 60 | 30 | 7 | 1 | 0
  created_at timestamptz not null default now(),
  primary key (tenant_id, fact, ends_at, days)
);

create table expiry_settings (
  tenant_id text primary key references tenants on delete cascade,
  recipients text not null,            -- administrators | addresses | nobody
  addresses jsonb not null default '[]',
  version bigint not null default 1,
  updated_at timestamptz not null default now()
);
