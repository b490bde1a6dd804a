update undo_row r set
  image = case when r.fate = 'amend' then r.image - {column} else r.image || jsonb_build_object({column}, null) end,
  columns = array_append(r.columns, {column}),
  kept = case
    when r.fate = 'amend' and r.image - {column} = '{{}}' then 'orphan'
    when r.fate = 'restore' and not {loose} then 'orphan'
  end
where r.tbl = {name} and r.fate <> 'remove' and r.kept is null and r.image ->> {column} is not null
  and not exists (
    select from {target} p where p.tenant_id = {tenant}
      and p.id = (case when r.tbl = {name} then r.image ->> {column} end)::uuid
  )
  and not exists (
    select from undo_row p where p.tbl = {target_name} and p.fate = 'restore' and p.kept is null
      and p.row_id = (case when r.tbl = {name} then r.image ->> {column} end)::uuid
  )
