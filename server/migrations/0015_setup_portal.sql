-- Set-up links: what an administrator gives to the IT admin of a customer, who connects their identity provider
-- without access to the console. A link has one connector and no other.
create table setup_links (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  token_hash text not null,            -- of the newest address; a new one replaces it
  customer text not null,
  organization_id text,
  emails jsonb not null,               -- who gets a code before the pages open; none: whoever has the address
  providers jsonb not null,            -- which may be chosen; none: all
  domains jsonb not null,              -- which the customer is expected to prove
  parts jsonb not null,                -- set-up, renew, health
  may_enable boolean not null,
  locale text,
  notify text,                         -- who is told by mail that it is finished
  provider text,                       -- chosen
  reserved_id text not null,           -- of the connector, so that its addresses can be shown before it is there
  connector_id text,                   -- once it is there: the link dies with it
  made_connector boolean not null default false, -- by this link, so that it may choose another provider
  created_by_type text not null,
  created_by_id text,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  opened_at timestamptz,
  last_used_at timestamptz,
  finished_at timestamptz,
  revoked_at timestamptz,
  forget_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, connector_id) references sso_connectors on delete cascade
);
create index setup_links_newest on setup_links (tenant_id, created_at);
create index setup_links_connector on setup_links (tenant_id, connector_id);
create index setup_links_expiry on setup_links (forget_at);

-- A browser that has opened a link.
create table setup_sessions (
  tenant_id text not null,
  id text not null,                    -- hash of the cookie
  link_id text not null,
  token_hash text not null,            -- of the address it came by: a new address ends it
  verified_at timestamptz,             -- when the mailed code was right, or at once where none is asked for
  email text,                          -- by whose code
  code_id text,
  code_email text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, link_id) references setup_links on delete cascade
);
create index setup_sessions_link on setup_sessions (tenant_id, link_id);
create index setup_sessions_expiry on setup_sessions (expires_at);

-- A test that leads back to a page of ours, and one of values that take their place only if it passes.
alter table sso_tests add column return_to text;
alter table sso_tests add column candidate text; -- sealed; goes with the end of the test
