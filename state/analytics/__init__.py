"""States of the pages of analytics."""
