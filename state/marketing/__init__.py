"""State of the marketing pages."""
