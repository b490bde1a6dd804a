"""State of the operator's console."""
