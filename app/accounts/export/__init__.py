"""Exports in the background: a list by its name, or all that is held of a person."""
