"""Parts of the operator's console."""
