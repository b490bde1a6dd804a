insert into undo_share (tbl, row_id)
select r.tbl, r.row_id
from undo_share p
join undo_row r on r.tbl = {source_name}
left join {source} s on s.tenant_id = {tenant} and s.id = r.row_id
cross join lateral (select coalesce(to_jsonb(s), r.image) as row) x
where p.tbl = {name} and x.row ->> {key} = p.row_id::text and (not {loose} or x.row ->> 'subject_table' = {name})
on conflict do nothing
