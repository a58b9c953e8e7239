-- A person's own second factor, and the codes for the day when it is lost.
create table second_factors (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  user_id text not null,
  kind text not null,                  -- totp
  sealed_secret text not null,
  last_step bigint not null,           -- the newest time step that was accepted (RFC 6238 section 5.2)
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
-- Of two tabs that enrol at once, one wins.
create unique index second_factors_one on second_factors (tenant_id, user_id, kind);

create table second_factor_codes (
  tenant_id text not null references tenants on delete cascade,
  user_id text not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references users on delete cascade
);
