create or replace function {function}() returns trigger language plpgsql as $$
begin
{assignments}
  return new;
end $$;
create or replace trigger derive_insert before insert on {table} for each row execute function {function}();
create or replace trigger derive_update before update on {table} for each row
  when ({changed}) execute function {function}();
