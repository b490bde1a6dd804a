create temporary table undo_row on commit drop as
select c.tbl, c.row_id, min(c.seq) as seq, count(*) as changes,
  case
    when (array_agg(c.kind order by c.seq desc))[1] = 'D' then 'restore'
    when (array_agg(c.kind order by c.seq))[1] = 'I' then 'remove'
    else 'amend'
  end as fate,
  (array_agg(c.kind order by c.seq))[1] = 'I' and (array_agg(c.kind order by c.seq desc))[1] = 'D' as fleeting,
  case when count(*) = 1 then (array_agg(c.before))[1] end as image,
  row_number() over (partition by c.tbl order by c.row_id) as n,
  '{{}}'::text[] as columns, null::bigint as blocker, null::text as kept
from change c
where c.tenant_id = {tenant} and c.operation_id = {operation}
group by c.tbl, c.row_id;

delete from undo_row where fleeting;
create unique index on undo_row (tbl, row_id);
