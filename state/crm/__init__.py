"""State of the CRM pages."""
