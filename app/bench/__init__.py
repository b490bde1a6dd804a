"""Measurements against a peer in the same run: `steward bench NAME --json`."""
