-- Ends the jobs that are still held at the fence of their claim, and tells which these were.
update job_queue job
set status = 'completed', result = one.result, links = nullif(one.links, 'null'), completed_at = clock_timestamp(),
    lease_until = null, worker = null
from rows from (unnest(:ids), unnest(:fences), jsonb_array_elements(:results), jsonb_array_elements(:links))
  as one(id, fence, result, links)
where job.id = one.id and job.fence = one.fence and job.status = 'processing'
returning job.id
