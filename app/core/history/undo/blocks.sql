create temporary table undo_block on commit drop as
with later as (
  select r.tbl, r.row_id, k.col, c.seq, c.operation_id,
    coalesce(o.root_id::text, c.operation_id::text, c.seq::text) as root
  from undo_row r
  join change c on c.tenant_id = {tenant} and c.tbl = r.tbl and c.row_id = r.row_id and c.seq > r.seq
  left join operation o on o.tenant_id = c.tenant_id and o.id = c.operation_id
  cross join lateral (
    select jsonb_object_keys(c.before) as col where c.kind = 'U' union all select '*' where c.kind <> 'U'
  ) k
  where c.operation_id is distinct from {operation}
    -- What the house has written since into a record that goes away altogether stands in nobody's way.
    and not (r.fate = 'remove' and c.kind = 'U' and o.actor_kind = 'job' and o.member_id is null)
    and (k.col = '*' or r.fate = 'remove' or r.image ? k.col)
),
standing as (
  select tbl, row_id, col, root, max(seq) as seq from later
  group by tbl, row_id, col, root having count(distinct coalesce(operation_id::text, seq::text)) % 2 = 1
)
select tbl, row_id, col, max(seq) as seq, bool_and(root = {root}) as own from standing group by tbl, row_id, col;

update undo_row r set
  image = r.image - b.own - b.columns,
  columns = b.columns,
  blocker = b.seq,
  kept = case
    when r.fate = 'remove' and '*' = any(b.columns) then 'deleted'
    when r.fate = 'remove' and b.columns <> '{{}}' then 'changed'
    when r.fate = 'amend' and '*' = any(b.columns) then 'deleted'
    when r.fate = 'restore' and '*' = any(b.columns) then 'exists'
    when r.fate = 'amend' and b.columns <> '{{}}' and r.image - b.own - b.columns = '{{}}' then 'changed'
  end
from (
  select tbl, row_id, max(seq) filter (where not own) as seq,
    coalesce(array_agg(col order by col) filter (where not own), '{{}}') as columns,
    coalesce(array_agg(col) filter (where own), '{{}}') as own
  from undo_block group by tbl, row_id
) b
where b.tbl = r.tbl and b.row_id = r.row_id;

delete from undo_row r using undo_block b
where b.tbl = r.tbl and b.row_id = r.row_id and b.own and b.col = '*';
delete from undo_row where fate = 'amend' and image = '{{}}' and columns = '{{}}';
