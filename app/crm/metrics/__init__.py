"""The figures of the CRM: what was won, what is under way, what comes in, and who carries how much."""

from app.crm.metrics import leads, load, outlook, sales

__all__ = ["leads", "load", "outlook", "sales"]
