-- Roles: named sets of permissions of API resources.
create table roles (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  name text not null,
  name_key text not null,              -- folded by the application
  description text,
  granted_to_everyone boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, name_key)
);
create index roles_of_everyone on roles (tenant_id) where granted_to_everyone;

create table role_permissions (
  tenant_id text not null,
  role_id text not null,
  resource_id text not null,
  permission text not null,
  primary key (tenant_id, role_id, resource_id, permission),
  foreign key (tenant_id, role_id) references roles on delete cascade,
  foreign key (tenant_id, resource_id, permission) references api_permissions on delete cascade
);
create index role_permissions_resource on role_permissions (tenant_id, resource_id, permission);

-- One row for each source that gives the role: a source changes only its own rows.
create table user_roles (
  tenant_id text not null,
  user_id text not null,
  role_id text not null,
  source text not null,                -- manual, sso:{connector}, scim:{connector}
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, role_id, source),
  foreign key (tenant_id, user_id) references users on delete cascade,
  foreign key (tenant_id, role_id) references roles on delete cascade
);
create index user_roles_members on user_roles (tenant_id, role_id, user_id);
create index user_roles_source on user_roles (tenant_id, source, user_id);

-- What of an identity provider's claims fills which field of a user, and which roles they give. No role
-- mapping: the connector decides no roles.
alter table sso_connectors add column attribute_mapping jsonb not null default '{}';
alter table sso_connectors add column role_mapping jsonb;
