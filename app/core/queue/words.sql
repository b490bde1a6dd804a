-- The values of the payload (not their names), the error and the kind, cut as other lists are: without case and accents,
-- at every sign, and at the escapes of JSON. Bounded, for a job that is too long to be found must end too.
-- Who changes this renames the index, so that it is built anew.
create or replace function job_words(error text, kind text, payload jsonb) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('simple', regexp_replace(regexp_replace(normalize(left(
    coalesce(error, '') || ' ' || kind || ' '
      || jsonb_path_query_array(payload, '$.** ? (@.type() == "string" || @.type() == "number")')::text,
    20000), NFKD), '[\u0300-\u036f]', '', 'g'), '(\\[bfnrt]|[!-/:-@\x5b-\x60{{-~])+', ' ', 'g'))
$$;
-- Only over jobs that are over, so that neither enqueueing nor claiming touches it.
create index if not exists job_queue_words on job_queue using gin (job_words(error_message, job_type, payload))
  where completed_at is not null;

create or replace function search_job_queue(query text, most integer) returns setof uuid
language plpgsql stable security definer rows 100
set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan
-- Only the indexes may answer: that of words for what is over, the lanes and leases for what is not.
set enable_seqscan = off set enable_indexscan = off
as $$
declare
  mine uuid := (nullif(current_setting('app.tenant_id', true), ''))::uuid;
  wanted tsquery := to_tsquery('simple', query);
begin
  return query
    with ended as materialized (
      select t.id from job_queue t
      where t.tenant_id = mine and t.completed_at is not null and job_words(t.error_message, t.job_type, t.payload) @@ wanted
      limit greatest(20000, most)
    ),
    waiting as materialized (
      select t.id from job_queue t
      where t.lane = mine and t.status in ('pending', 'retrying') and t.completed_at is null and job_words(t.error_message, t.job_type, t.payload) @@ wanted
      limit greatest(20000, most)
    ),
    running as materialized (
      select t.id from job_queue t
      where t.tenant_id = mine and t.status = 'processing' and t.completed_at is null and job_words(t.error_message, t.job_type, t.payload) @@ wanted
    )
    select hit.id from (
      select id from ended union all select id from waiting union all select id from running
    ) hit order by hit.id desc limit most;
end $$;
revoke all on function search_job_queue(text, integer) from public;
grant execute on function search_job_queue(text, integer) to {role};
