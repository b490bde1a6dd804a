"""The engine: advances runs in sets, each step once, in one commit with the next timer."""
