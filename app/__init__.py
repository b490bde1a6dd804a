"""Steward's features, and the core that all of them share."""

import gc

# Reading the code makes more than a million objects that stay: looking through them after every 700 new ones, as Python
# does by default, takes a quarter of each start, and later a share of each request.
gc.set_threshold(50_000, 20, 20)
