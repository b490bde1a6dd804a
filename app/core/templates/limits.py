"""How much a template may take; beyond it, it is refused."""

SOURCE = 100_000
OUTPUT = 500_000
ROUNDS = 10_000
ITEMS = 10_000
NESTING = 20
SECONDS = 2.0
BITS = 256
DEPTH = 20
