"""Parts of the CRM pages."""
