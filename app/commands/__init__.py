"""What each command of `steward` does."""
