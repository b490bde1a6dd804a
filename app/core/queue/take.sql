-- Takes due jobs for one worker, so many at most: from each lane, in the order given, no more than its share.
with share as (
  select one.*
  from rows from (unnest(:priorities), unnest(:lanes), unnest(:kinds), unnest(:shares))
    as one(priority, lane, job_type, size)
), taking as (
  select job.id
  from share
  cross join lateral (
    select id
    from job_queue
    where status in ('pending', 'retrying') and priority = share.priority and lane = share.lane
      and job_type = share.job_type and scheduled_for <= clock_timestamp()
    order by scheduled_for
    limit share.size
    for update skip locked
  ) job
  limit :most
)
update job_queue job
set status = 'processing', attempts = attempts + 1, fence = fence + 1, worker = :worker,
    lease_until = clock_timestamp() + :lease, started_at = clock_timestamp(), error_message = null, traceback = null
from taking
where job.id = taking.id
returning job.id, job.tenant_id, job.job_type, job.payload, job.attempts, job.max_attempts, job.fence, job.position,
          job.operation_id, job.member_id, job.priority, job.scheduled_for, job.started_at
