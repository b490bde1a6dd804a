"""The peer of the interface bench: a Reflex app that is one button."""
