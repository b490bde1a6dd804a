"""Figures that reports ask for by name, beside those of the CRM."""

from app.analytics.metrics import awaited, sales, traffic

__all__ = ["awaited", "sales", "traffic"]
