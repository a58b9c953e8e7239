-- Directory sync: the SCIM server of an SSO connector. What it writes hangs on the connector and goes with it; the
-- people stay.
create table scim_connectors (
  tenant_id text not null,
  connector_id text not null,
  enabled boolean not null default false,
  on_delete text not null default 'suspend', -- suspend | delete: what a DELETE of a person does here
  last_request_at timestamptz,
  last_change_at timestamptz,
  last_problem_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, connector_id),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);

create table scim_tokens (
  tenant_id text not null,
  connector_id text not null,
  id text not null,
  hash text not null,
  hint text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, connector_id, id),
  unique (tenant_id, hash),
  foreign key (tenant_id, connector_id) references scim_connectors on delete cascade
);

-- What the directory says of a person, beside the user that we have of it.
create table scim_users (
  tenant_id text not null,
  connector_id text not null,
  user_id text not null,
  user_name_key text not null,         -- folded by the application
  external_id text,
  email_key text not null,             -- the address that the directory gave; its domain says who may speak
  resource jsonb not null,             -- the attributes, in SCIM's names
  active boolean not null default true,
  suspended_at timestamptz,            -- the suspension that the sync has made; it undoes no other
  created_user boolean not null,       -- whether the account is here because of the sync
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,              -- removed by the directory, kept here suspended
  primary key (tenant_id, connector_id, user_id),
  foreign key (tenant_id, connector_id) references scim_connectors on delete cascade,
  foreign key (tenant_id, user_id) references users on delete cascade
);
create unique index scim_users_user_name on scim_users (tenant_id, connector_id, user_name_key)
  where deleted_at is null;
create unique index scim_users_external_id on scim_users (tenant_id, connector_id, external_id)
  where deleted_at is null and external_id is not null;
create index scim_users_order on scim_users (tenant_id, connector_id, created_at, user_id);
create index scim_users_former on scim_users (tenant_id, connector_id, external_id) where deleted_at is not null;
create index scim_users_user on scim_users (tenant_id, user_id);

create table scim_groups (
  tenant_id text not null,
  connector_id text not null,
  id text not null,
  display_name text not null,
  display_name_key text not null,
  external_id text,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, connector_id, id),
  unique (tenant_id, connector_id, display_name_key),
  foreign key (tenant_id, connector_id) references scim_connectors on delete cascade
);
create index scim_groups_order on scim_groups (tenant_id, connector_id, created_at, id);
create index scim_groups_external_id on scim_groups (tenant_id, connector_id, external_id);

create table scim_members (
  tenant_id text not null,
  connector_id text not null,
  group_id text not null,
  user_id text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, connector_id, group_id, user_id),
  foreign key (tenant_id, connector_id, group_id) references scim_groups on delete cascade,
  foreign key (tenant_id, connector_id, user_id) references scim_users on delete cascade
);
create index scim_members_user on scim_members (tenant_id, connector_id, user_id);

-- Which roles a group of the directory brings.
create table scim_group_roles (
  tenant_id text not null,
  connector_id text not null,
  group_id text not null,
  role_id text not null,
  primary key (tenant_id, connector_id, group_id, role_id),
  foreign key (tenant_id, connector_id, group_id) references scim_groups on delete cascade,
  foreign key (tenant_id, role_id) references roles on delete cascade
);
create index scim_group_roles_role on scim_group_roles (tenant_id, role_id);

-- What the directory asked for and what became of it.
create table scim_events (
  tenant_id text not null,
  connector_id text not null,
  id text not null,
  method text not null,
  path text not null,                  -- below the connector's base URL, without the query
  resource text,                       -- User | Group
  resource_id text,
  subject text,                        -- the userName or displayName, folded, to look for
  status bigint not null,
  outcome text not null,               -- read | changed | unchanged | refused
  problem text,                        -- the sentence that the client got
  details jsonb not null default '{}', -- which attributes changed, what was ignored, notes
  token_id text,
  address text,
  user_agent text,
  request_id text,
  milliseconds bigint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, connector_id, id),
  foreign key (tenant_id, connector_id) references scim_connectors on delete cascade
);
create index scim_events_order on scim_events (tenant_id, connector_id, created_at, id);
create index scim_events_subject on scim_events (tenant_id, connector_id, resource_id, created_at);
create index scim_events_expiry on scim_events (expires_at);
