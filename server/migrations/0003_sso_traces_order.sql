-- The list of a tenant's SSO attempts, newest first, without a connector given.
create index sso_traces_order on sso_traces (tenant_id, started_at);
