-- The kind of the first and of the last change of a row ride on their sequence, so that nothing need be sorted:
-- 1 made, 2 changed, 3 deleted.
create temporary table undo_row on commit drop as
select f.tbl, f.row_id, f.seq, f.changes,
  case when f.last = 3 then 'restore' when f.first = 1 then 'remove' else 'amend' end as fate,
  f.image,
  row_number() over (order by f.row_id) as n,
  '{{}}'::text[] as columns, null::bigint as blocker, null::text as kept
from (
  select c.tbl, c.row_id, min(c.seq) as seq, count(*) as changes,
    min(c.seq * 4 + strpos('IUD', c.kind)) % 4 as first,
    max(c.seq * 4 + strpos('IUD', c.kind)) % 4 as last,
    case when count(*) = 1 then (array_agg(c.before))[1] end as image
  from change c
  where c.tenant_id = {tenant} and c.operation_id = {operation}
  group by c.tbl, c.row_id
) f
where not (f.first = 1 and f.last = 3);

create unique index on undo_row (row_id, tbl);
analyze undo_row (tbl, row_id, changes, fate, n, columns, kept);
