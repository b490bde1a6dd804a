select min(n) as low, max(n) as high from undo_row where tbl = {name} and fate = {fate} and kept is null
