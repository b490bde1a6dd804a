"""The parts of the pages about jobs."""
