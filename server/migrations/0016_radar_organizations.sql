-- Organizations and their members; a connector may be an organization's.
create table organizations (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  name text not null,
  description text,
  branding jsonb not null default '{}',
  custom_data jsonb not null default '{}',
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index organizations_order on organizations (tenant_id, created_at, id);

create table organization_members (
  tenant_id text not null,
  organization_id text not null,
  user_id text not null,
  source text not null,                -- manual | sso:{connectorId}
  joined_at timestamptz not null default now(),
  primary key (tenant_id, organization_id, user_id),
  foreign key (tenant_id, organization_id) references organizations on delete cascade,
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index organization_members_user on organization_members (tenant_id, user_id);

-- Without an action: an organization with connectors is not deleted.
alter table sso_connectors add column organization_id text;
alter table sso_connectors add foreign key (tenant_id, organization_id) references organizations;
create index sso_connectors_organization on sso_connectors (tenant_id, organization_id)
  where organization_id is not null;
