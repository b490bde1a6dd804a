"""Pictures and what people publish."""
