"""The state of the pages of integrations."""
