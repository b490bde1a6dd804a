"""Ready workflows: one JSON file each, with what it is, what it needs and samples to try it with."""
