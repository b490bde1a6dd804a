insert into {table} ({columns})
select {values} from undo_row r cross join lateral jsonb_populate_record(null::{table}, r.image) p
where r.tbl = {name} and r.fate = 'restore' and r.kept is null and r.n between {low} and {high}
