"""Rows and actors that tests are made of."""
