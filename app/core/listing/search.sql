create or replace function {name}(query text, most integer) returns setof uuid
language plpgsql stable security definer rows 100
set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select t.id from {table} t
    where t.tenant_id = (nullif(current_setting('app.tenant_id', true), ''))::uuid
      and {reach}
      and t.search @@ to_tsquery('simple', query)
    order by t.created_at desc, t.id desc
    limit most;
end $$;
revoke all on function {name}(text, integer) from public;
grant execute on function {name}(text, integer) to {role};
