"""The processes behind the pages: worker and dispatcher."""
