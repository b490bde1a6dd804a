"""Every page, imported once so that its route is known; one line a module."""

from pages import home, inbox, missing, operator
from pages.accounts import log_in, outbox, sign_up, tickets
from pages.ai import prompt, texts
from pages.ai import settings as ai
from pages.analytics import reports
from pages.analytics import sources as figure_sources
from pages.automation import approvals, gallery, health, run, runs, simulation, versions, workflows
from pages.automation import builder as workflow
from pages.crm import (
    companies,
    company,
    contact,
    contacts,
    deal,
    deal_list,
    deals,
    imports,
    lead,
    lead_form,
    leads,
    pipelines,
    product,
    products,
    tasks,
)
from pages.history import audit, operation
from pages.integrations import endpoint, source, webhooks
from pages.jobs import figures as job_figures
from pages.jobs import one as job
from pages.jobs import queue as jobs
from pages.jobs import schedules as job_schedules
from pages.jobs import sendings
from pages.marketing import connectors
from pages.settings import (
    keys,
    mail_template,
    mail_templates,
    mails,
    notifications,
    organisation,
    people,
    profile,
    roles,
    scoring,
    security,
)

__all__ = [
    "ai",
    "approvals",
    "audit",
    "companies",
    "company",
    "connectors",
    "contact",
    "contacts",
    "deal",
    "deal_list",
    "deals",
    "endpoint",
    "figure_sources",
    "gallery",
    "health",
    "home",
    "imports",
    "inbox",
    "job",
    "job_figures",
    "job_schedules",
    "jobs",
    "keys",
    "lead",
    "lead_form",
    "leads",
    "log_in",
    "mail_template",
    "mail_templates",
    "mails",
    "missing",
    "notifications",
    "operation",
    "operator",
    "organisation",
    "outbox",
    "people",
    "pipelines",
    "product",
    "products",
    "profile",
    "prompt",
    "reports",
    "roles",
    "run",
    "runs",
    "scoring",
    "security",
    "sendings",
    "sign_up",
    "simulation",
    "source",
    "tasks",
    "texts",
    "tickets",
    "versions",
    "webhooks",
    "workflow",
    "workflows",
]
