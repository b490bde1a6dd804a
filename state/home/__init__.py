"""State of the home page."""
