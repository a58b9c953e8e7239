-- The life of a connector: enforcement is a step of its own after enabling. What was enabled until now was enforced.
update sso_connectors set enforced = enabled;
-- When an administrator last came through the present connection, by a test or a sign-in, and who it was.
alter table sso_connectors add column administrator_at timestamptz;
alter table sso_connectors add column administrator_id text;

-- Who asked for a test.
alter table sso_tests add column started_by text;
alter table sso_tests add column by_administrator boolean not null default false;

-- Break-glass: one-time codes of owners, and the doors that they opened.
create table sso_break_glass_codes (
  tenant_id text not null,
  id text not null,                    -- hash of the code
  user_id text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index sso_break_glass_codes_user on sso_break_glass_codes (tenant_id, user_id);

create table sso_break_glass_doors (
  tenant_id text not null,
  id text not null,                    -- hash of the browser's token
  user_id text not null,
  opened_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index sso_break_glass_doors_user on sso_break_glass_doors (tenant_id, user_id);
create index sso_break_glass_doors_expiry on sso_break_glass_doors (expires_at);
