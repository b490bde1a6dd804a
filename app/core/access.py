"""Permissions, and the six roles that every organisation starts with."""

from enum import StrEnum


class Permission(StrEnum):
    """What an actor may do, written `noun:verb`; an action names exactly one.

    PUBLIC needs nobody signed in, SELF needs only a person who is signed in, OPERATOR the one who runs
    the installation. All others are granted by roles and by API-key scopes.
    """

    PUBLIC = "public"
    SELF = "self"
    OPERATOR = "operator"
    LEADS_READ = "leads:read"
    LEADS_WRITE = "leads:write"
    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    COMPANIES_READ = "companies:read"
    COMPANIES_WRITE = "companies:write"
    DEALS_READ = "deals:read"
    DEALS_WRITE = "deals:write"
    PIPELINES_WRITE = "pipelines:write"
    PRODUCTS_READ = "products:read"
    PRODUCTS_WRITE = "products:write"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    NOTES_READ = "notes:read"
    NOTES_WRITE = "notes:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    EXPORTS_READ = "exports:read"
    METRICS_READ = "metrics:read"
    HISTORY_READ = "history:read"
    HISTORY_UNDO = "history:undo"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"
    KEYS_WRITE = "keys:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    MAIL_READ = "mail:read"
    TEMPLATES_READ = "templates:read"
    TEMPLATES_WRITE = "templates:write"
    WORKFLOWS_READ = "workflows:read"
    WORKFLOWS_WRITE = "workflows:write"
    INTEGRATIONS_READ = "integrations:read"
    INTEGRATIONS_WRITE = "integrations:write"
    REPORTS_READ = "reports:read"
    REPORTS_WRITE = "reports:write"
    CONTENT_READ = "content:read"
    CONTENT_WRITE = "content:write"


UNGRANTED = frozenset({Permission.PUBLIC, Permission.SELF, Permission.OPERATOR})
GRANTABLE = frozenset(Permission) - UNGRANTED
VIEWER = frozenset(
    p for p in GRANTABLE if p.endswith(":read") and p not in {Permission.EXPORTS_READ, Permission.MAIL_READ}
)
SUPPORT = VIEWER | {Permission.CONTACTS_WRITE, Permission.TASKS_WRITE, Permission.NOTES_WRITE}
REP = (
    VIEWER
    | SUPPORT
    | {
        Permission.LEADS_WRITE,
        Permission.COMPANIES_WRITE,
        Permission.DEALS_WRITE,
        Permission.IMPORTS_WRITE,
        Permission.EXPORTS_READ,
        Permission.HISTORY_UNDO,
    }
)
MANAGER = REP | {
    Permission.PRODUCTS_WRITE,
    Permission.PIPELINES_WRITE,
    Permission.JOBS_WRITE,
    Permission.TEMPLATES_WRITE,
    Permission.WORKFLOWS_WRITE,
    Permission.REPORTS_WRITE,
    Permission.CONTENT_WRITE,
}
ADMIN = GRANTABLE
ROLES: dict[str, frozenset[Permission]] = {
    "owner": GRANTABLE,
    "admin": ADMIN,
    "manager": MANAGER,
    "rep": REP,
    "support": SUPPORT,
    "viewer": VIEWER,
}


class Reach(StrEnum):
    """Which rows of a tenant an actor sees: every row, or only the rows that the person owns."""

    ALL = "all"
    OWN = "own"
