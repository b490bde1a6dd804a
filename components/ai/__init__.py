"""Parts of the AI pages."""
