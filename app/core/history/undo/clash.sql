update undo_row set kept = 'clash' where tbl = {name} and fate = {fate} and kept is null and n = {low}
