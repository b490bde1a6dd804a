create or replace function {name}(query text, most integer) returns setof uuid
language plpgsql stable security definer rows 100
set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan
-- The planner guesses 2 % for the beginning of a word; only the index of words may answer.
set enable_seqscan = off set enable_indexscan = off
as $$
begin
  return query
    with hit as materialized (
      select t.id, t.created_at from {table} t
      where t.tenant_id = (nullif(current_setting('app.tenant_id', true), ''))::uuid
        and {reach}
        and t.search @@ to_tsquery('simple', query)
      limit greatest(20000, most)
    )
    select hit.id from hit order by hit.created_at desc, hit.id desc limit most;
end $$;
revoke all on function {name}(text, integer) from public;
grant execute on function {name}(text, integer) to {role};
