-- Counts per day (UTC), so that a dashboard costs the same however many users there are. A day is its
-- midnight in UTC, kept as a timestamptz like every other time; '' stands for none in a key.

create table sign_in_counts (
  tenant_id text not null references tenants on delete cascade,
  day timestamptz not null,
  application_id text not null,
  connector_id text not null,
  method text not null,                -- password | email-code | sso | session
  outcome text not null,               -- succeeded, or the cause of the failure
  count bigint not null,
  primary key (tenant_id, day, application_id, connector_id, method, outcome)
);
create index sign_in_counts_application on sign_in_counts (tenant_id, application_id, day);
create index sign_in_counts_connector on sign_in_counts (tenant_id, connector_id, day);
create index sign_in_counts_expiry on sign_in_counts (day);

create table last_sign_ins (
  tenant_id text not null references tenants on delete cascade,
  kind text not null,                  -- application | connector
  id text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, kind, id)
);

-- Who was active on which of the last days.
create table user_active_days (
  tenant_id text not null references tenants on delete cascade,
  user_id text not null,
  day timestamptz not null,
  primary key (tenant_id, user_id, day)
);
create index user_active_days_expiry on user_active_days (day);

-- How many people were active in the 7 (30) days up to a day is the sum of the changes up to that day.
create table daily_statistics (
  tenant_id text not null references tenants on delete cascade,
  day timestamptz not null,
  users_created bigint not null default 0,
  users_deleted bigint not null default 0,
  active bigint not null default 0,
  weekly_change bigint not null default 0,
  monthly_change bigint not null default 0,
  primary key (tenant_id, day)
);

-- Who counts for a tenant holds its row: one after another, they neither wait for each other in a circle nor
-- overlook the other day of the same person.
create table statistics_turns (
  tenant_id text primary key references tenants on delete cascade,
  turn bigint not null default 1
);

-- What is known of the time before. A creation whose event still waits is counted when that is handed on.
insert into daily_statistics (tenant_id, day, users_created)
select tenant_id, date_trunc('day', created_at at time zone 'UTC') at time zone 'UTC', count(*)
from users u
where not exists (
  select 1 from events e where e.tenant_id = u.tenant_id and e.type = 'user.created' and e.payload -> 'subject' ->> 'id' = u.id)
group by 1, 2;

insert into user_active_days (tenant_id, user_id, day)
select tenant_id, id, date_trunc('day', last_sign_in_at at time zone 'UTC') at time zone 'UTC'
from users where last_sign_in_at > now() - interval '720 hours';

insert into daily_statistics (tenant_id, day, active, weekly_change, monthly_change)
select tenant_id, at, sum(active), sum(weekly), sum(monthly) from (
  select tenant_id, day as at, 1 as active, 1 as weekly, 1 as monthly from user_active_days
  union all select tenant_id, day + interval '168 hours', 0, -1, 0 from user_active_days
  union all select tenant_id, day + interval '720 hours', 0, 0, -1 from user_active_days
) as changes group by 1, 2
on conflict (tenant_id, day) do update set active = excluded.active,
  weekly_change = excluded.weekly_change, monthly_change = excluded.monthly_change;
