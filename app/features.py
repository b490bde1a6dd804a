"""Every module with actions, imported once so that the registry is whole; one line a module."""

from app.accounts import api_keys
from app.accounts import checklist
from app.accounts import first_run
from app.accounts import invitations
from app.accounts import log_in
from app.accounts import members
from app.accounts.notifications import actions as notifications
from app.accounts.notifications import preferences
from app.accounts import operator_figures
from app.accounts import operators
from app.accounts import profile
from app.accounts import recovery
from app.accounts import roles
from app.accounts import sign_up
from app.accounts import tenants
from app.core.files import actions as files
from app.core.history import actions as history
from app.core.mail import outbox
from app.core.metrics import actions as metrics
from app.core.queue import actions as queue
from app.crm import boards
from app.crm import companies
from app.crm import contacts
from app.crm import conversion
from app.crm import deal_moves
from app.crm import deals
from app.crm.demo import load
from app.crm.demo import remove
from app.crm.imports import actions as imports
from app.crm.imports import look
from app.crm import lead_moves
from app.crm import lead_rules
from app.crm import lead_scores
from app.crm import leads
from app.crm import notes
from app.crm import pipelines
from app.crm import products
from app.crm import tasks

__all__ = [
    "api_keys",
    "boards",
    "checklist",
    "companies",
    "contacts",
    "conversion",
    "deal_moves",
    "deals",
    "files",
    "first_run",
    "history",
    "imports",
    "invitations",
    "lead_moves",
    "lead_rules",
    "lead_scores",
    "leads",
    "load",
    "log_in",
    "look",
    "members",
    "metrics",
    "notes",
    "notifications",
    "operator_figures",
    "operators",
    "outbox",
    "pipelines",
    "preferences",
    "products",
    "profile",
    "queue",
    "recovery",
    "remove",
    "roles",
    "sign_up",
    "tasks",
    "tenants",
]
