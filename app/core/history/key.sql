create or replace function refuse_new_key() returns trigger language plpgsql as $$
begin
  raise exception 'the key of a record never changes' using errcode = 'check_violation';
end $$;
