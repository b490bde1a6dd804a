"""Every page, imported once so that its route is known; one line a module."""

from pages import home, inbox, jobs, missing, operator
from pages.accounts import log_in, outbox, sign_up, tickets
from pages.automation import builder as workflow
from pages.automation import gallery, versions, workflows
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
from pages.settings import keys, notifications, organisation, people, profile, roles, scoring, security

__all__ = [
    "audit",
    "companies",
    "company",
    "contact",
    "contacts",
    "deal",
    "deal_list",
    "deals",
    "gallery",
    "home",
    "imports",
    "inbox",
    "jobs",
    "keys",
    "lead",
    "lead_form",
    "leads",
    "log_in",
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
    "roles",
    "scoring",
    "security",
    "sign_up",
    "tasks",
    "tickets",
    "versions",
    "workflow",
    "workflows",
]
