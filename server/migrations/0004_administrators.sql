-- Roles of administrators, which have versions from now on, and invitations to become one.
alter table administrators add column version bigint not null default 1;
alter table administrators add column updated_at timestamptz not null default now();

create table administrator_invitations (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  email text not null,
  email_key text not null,
  role text not null,
  token_hash text not null,            -- of the newest link; a new one replaces it
  invited_by_type text not null,       -- user, application
  invited_by_id text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,                    -- user id, kept when the user is gone
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);
-- One open invitation for an address.
create unique index administrator_invitations_open on administrator_invitations (tenant_id, email_key)
  where accepted_at is null;
create index administrator_invitations_expiry on administrator_invitations (expires_at);
