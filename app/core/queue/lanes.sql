-- The lanes (priority, tenant, kind) in which jobs wait whose time has come, most urgent first, from a place on:
-- one step through the index for each, however many jobs wait in it. Paused kinds are left out.
with recursive lane(priority, lane, job_type, number) as (
  (
    select priority, lane, job_type, 1
    from job_queue
    where status in ('pending', 'retrying') and (priority, lane, job_type) < (:priority, :lane, :job_type)
    order by priority desc, lane desc, job_type desc
    limit 1
  )
  union all
  select next.priority, next.lane, next.job_type, lane.number + 1
  from lane
  cross join lateral (
    select priority, lane, job_type
    from job_queue
    where status in ('pending', 'retrying') and (priority, lane, job_type) < (lane.priority, lane.lane, lane.job_type)
    order by priority desc, lane desc, job_type desc
    limit 1
  ) next
  where lane.number < :most
)
select
  lane.priority,
  lane.lane,
  lane.job_type,
  exists (
    select 1
    from job_queue job
    where job.status in ('pending', 'retrying') and job.priority = lane.priority and job.lane = lane.lane
      and job.job_type = lane.job_type and job.scheduled_for <= clock_timestamp()
  ) and not exists (
    select 1
    from job_pause pause
    where pause.job_type = lane.job_type and (pause.tenant_id is null or pause.tenant_id = lane.lane)
  ) as open
from lane
order by lane.number
