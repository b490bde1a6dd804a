"""The state behind the pages of workflows."""
