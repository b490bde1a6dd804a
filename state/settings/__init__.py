"""State of the settings pages."""
