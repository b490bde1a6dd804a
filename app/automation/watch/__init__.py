"""Watching the workflows themselves: how long, how often they fail, where runs end, and what to change."""
