"""The lists of the CRM, one module a noun."""
