"""The parts of the pages about mail."""
