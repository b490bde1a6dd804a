"""Imports: tables that people bring become records, first on trial, then for good, and back by one undo."""
