select row_id from undo_row where tbl = {name} and kept is null
