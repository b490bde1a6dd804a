create or replace function {function}() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp
  set enable_nestloop = off
  as {body};
revoke all on function {function}() from public;
drop trigger if exists history_insert on {table};
drop trigger if exists history_update on {table};
drop trigger if exists history_delete on {table};
drop trigger if exists history_key on {table};
create trigger history_insert after insert on {table}
  referencing new table as new_rows for each statement execute function {function}();
create trigger history_update after update on {table}
  referencing old table as old_rows new table as new_rows for each statement execute function {function}();
create trigger history_delete after delete on {table}
  referencing old table as old_rows for each statement execute function {function}();
create trigger history_key before update on {table} for each row
  when (old.id is distinct from new.id or old.tenant_id is distinct from new.tenant_id)
  execute function refuse_new_key();
