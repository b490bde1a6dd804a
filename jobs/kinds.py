"""Every kind of job, consumer and schedule, imported once so that their registries are whole."""

from app import features, models
from app.accounts import tidy as accounts_tidy
from app.accounts.notifications import consumer as notification_events
from app.accounts.notifications import digest
from app.ai import alerts as ai_alerts
from app.analytics import due as due_reports
from app.analytics import due_sources
from app.automation.engine import calling, clocks, signals, triggers
from app.automation.engine import drain as workflows
from app.automation.engine import tidy as workflow_tidy
from app.automation.watch import alerts as workflow_alerts
from app.core.effects import sweep as effects_sweep
from app.core.mail import alerts as mail_alerts
from app.core.mail import delivery
from app.core.queue import tidy
from app.core.queue import watching as job_alerts
from app.crm import due_tasks
from app.integrations import fan_out
from app.integrations import tidy as webhook_tidy

__all__ = [
    "accounts_tidy",
    "ai_alerts",
    "calling",
    "clocks",
    "delivery",
    "digest",
    "due_reports",
    "due_sources",
    "due_tasks",
    "effects_sweep",
    "fan_out",
    "features",
    "job_alerts",
    "mail_alerts",
    "models",
    "notification_events",
    "signals",
    "tidy",
    "triggers",
    "webhook_tidy",
    "workflow_alerts",
    "workflow_tidy",
    "workflows",
]
