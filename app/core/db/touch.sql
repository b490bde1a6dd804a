grant usage on schema public to {role};
grant usage on all sequences in schema public to {role};
create or replace function touch_row() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $$;
