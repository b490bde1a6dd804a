"""The parts of the import wizard."""
