"""Trying a workflow out: on a clock that jumps, with every effect described and then taken back."""
