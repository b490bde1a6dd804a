"""Automation: what runs by itself: workflows, their versions, runs, approvals and the gallery."""
