select fate, count(*), min(n), max(n) from undo_row where tbl = {name} and kept is null group by fate
