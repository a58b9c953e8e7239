-- Search for users by the beginning of an identifier or name. The indexes compare bytes (collate "C"),
-- because other orders can't answer a search by prefix; name_key is folded by the application.

alter table users add column name_key text;
create index users_username_prefix on users (tenant_id, (username_key collate "C"));
create index users_email_prefix on users (tenant_id, (email_key collate "C"));
create index users_phone_prefix on users (tenant_id, (phone collate "C"));
create index users_name_prefix on users (tenant_id, (name_key collate "C"));
