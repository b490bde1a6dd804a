insert into {table} ({columns})
select {values} from (
  select jsonb_populate_record(null::{table}, r.image) as p
  from undo_row r
  where r.tbl = {name} and r.fate = 'restore' and r.kept is null and r.n between {low} and {high}
  offset 0
) r
