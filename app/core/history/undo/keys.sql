select distinct jsonb_object_keys(image) from undo_row where tbl = {name} and fate = {fate} and kept is null
