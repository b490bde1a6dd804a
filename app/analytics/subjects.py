"""The records of analytics as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register("analytics_reports", "Report", Permission.REPORTS_READ, route="/reports?id={id}", noun="report")
register("analytics_source", "Source of figures", Permission.INTEGRATIONS_READ, "platform", "/settings/figures")
