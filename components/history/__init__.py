"""Parts of the history's pages."""
