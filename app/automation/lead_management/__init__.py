"""What becomes of new leads: a workflow that each organisation has from the start, and may change like any other."""
