"""What leaves the CRM: frozen rows, and the fields that people may fill in."""
