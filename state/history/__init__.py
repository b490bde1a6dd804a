"""State of the history."""
