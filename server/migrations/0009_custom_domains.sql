-- Host names of their own at which tenants answer.
create table custom_domains (
  tenant_id text not null references tenants on delete cascade,
  domain text not null,                -- IDNA, lower case
  proof_token text not null,
  proved_at timestamptz,
  checked_at timestamptz,              -- when the DNS was last asked
  activated_at timestamptz,            -- the one activated last is the tenant's first address
  created_at timestamptz not null default now(),
  primary key (tenant_id, domain),
  check (activated_at is null or proved_at is not null)
);
-- A host name leads to one tenant of the whole installation: many may claim it, one has proved it.
create unique index custom_domains_owner on custom_domains (domain) where proved_at is not null;

-- At which custom domain the person signed in; null at the endpoint. Applications are told of a sign-out in
-- the name of the issuer that they know.
alter table oidc_sessions add column custom_domain text;
