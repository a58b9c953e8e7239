-- Images that administrators upload: logos, favicons, pictures of custom CSS. Never changed, only added and deleted.
create table images (
  tenant_id text not null references tenants on delete cascade,
  id text not null,
  content_type text not null,
  bytes bytea not null,
  size bigint not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

-- Drafts of the sign-in experience, as the console shows them beside its form for some minutes.
create table experience_previews (
  tenant_id text not null references tenants on delete cascade,
  token_hash text not null,            -- of the token in the address
  experience jsonb not null,           -- with the draft applied
  page text not null,
  color_scheme text not null,
  locale text,                         -- absent: as the settings and the browser say
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index experience_previews_newest on experience_previews (tenant_id, created_at);
create index experience_previews_expiry on experience_previews (expires_at);
