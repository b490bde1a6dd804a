"""Reaching people outside: posts on social media."""
