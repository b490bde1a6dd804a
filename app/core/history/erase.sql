create or replace function erase_history(of_table text, ids uuid[]) returns bigint
  language sql security definer
  set search_path = pg_catalog, public, pg_temp
  as $body$
    with gone as (
      delete from public.change
      where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
        and tbl = of_table and row_id = any (ids)
      returning 1
    )
    select count(*) from gone
  $body$;
revoke all on function erase_history(text, uuid[]) from public;
grant execute on function erase_history(text, uuid[]) to {role};
