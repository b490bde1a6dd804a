update undo_row r set kept = 'used:' || {source_name}
where r.tbl = {name} and r.fate = 'remove' and r.kept is null
  and exists (
    select from {source} s where s.tenant_id = {tenant} and s.{column} = r.row_id and {about}
      and not exists (
        select from undo_row d
        where d.tbl = {source_name} and d.row_id = s.id and d.fate = 'remove' and d.kept is null
      )
  )
