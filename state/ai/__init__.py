"""State of the AI pages."""
