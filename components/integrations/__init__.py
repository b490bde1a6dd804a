"""The parts of the pages of integrations."""
