"""What the browser holds: states of pages, and the gate before them."""
