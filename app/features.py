"""Every module that puts something into a registry (actions, metrics, guards, records of the history, first steps)."""

from app.accounts import (
    api_keys,
    branding,
    checklist,
    first_run,
    invitations,
    log_in,
    members,
    new_address,
    operator_figures,
    operator_limits,
    operators,
    pictures,
    profile,
    recovery,
    roles,
    sign_up,
    tenants,
    undo_job,
    undoing,
)
from app.accounts import subjects as people
from app.accounts.export import held
from app.accounts.export import job as data_export
from app.accounts.notifications import actions as notifications
from app.accounts.notifications import preferences
from app.ai import budgets, generate, prompts, providers, trial
from app.ai import shipped as shipped_prompts
from app.ai import subjects as ai_subjects
from app.analytics import holdings as analytics_holdings
from app.analytics import metrics as analytics_figures
from app.analytics import reports, shipped
from app.analytics import sources as figure_sources
from app.analytics import subjects as analytics_subjects
from app.analytics import sync as figure_sync
from app.automation import (
    approvals,
    missed,
    missed_job,
    run_jobs,
    run_moves,
    run_replays,
    run_starts,
    run_waits,
    runs,
    versions_actions,
    workflow_matches,
    workflow_transfer,
    workflows,
)
from app.automation import holdings as automation_holdings
from app.automation import subjects as automation_subjects
from app.automation.forms import actions as automation_forms
from app.automation.gallery import actions as gallery
from app.automation.lead_management import handling as lead_handling
from app.automation.lead_management import installing as lead_management
from app.automation.simulation import actions as simulations
from app.automation.watch import actions as workflow_watch
from app.content import images, portraits
from app.core.effects import actions as effects
from app.core.events import lag as event_lag
from app.core.events import posting
from app.core.files import actions as files
from app.core.history import actions as history
from app.core.history import finding
from app.core.mail import outbox, template_actions
from app.core.mail import subjects as mail_subjects
from app.core.metrics import actions as metrics
from app.core.queue import actions as queue
from app.core.queue import bulk as queue_bulk
from app.core.queue import counting as queue_counting
from app.core.queue import health as queue_health
from app.core.queue import keeping as queue_keeping
from app.core.queue import kind_actions as queue_kinds
from app.core.queue import overview as queue_overview
from app.core.queue import sample as queue_sample
from app.core.queue import schedule_list as queue_schedules
from app.core.queue import why as queue_why
from app.core.queue import why_many as queue_why_many
from app.crm import (
    boards,
    capture,
    companies,
    contacts,
    conversion,
    deal_moves,
    deals,
    first_steps,
    lead_allotting,
    lead_moves,
    lead_preview,
    lead_rules,
    lead_scores,
    leads,
    mail_scopes,
    notes,
    pipelines,
    products,
    saved_views,
    subjects,
    tasks,
    timeline,
)
from app.crm import holdings as crm_holdings
from app.crm import metrics as figures
from app.crm.demo import load, remove
from app.crm.imports import actions as imports
from app.crm.imports import look
from app.crm.listings import views
from app.integrations import deliveries, endpoints, sources
from app.integrations import holdings as webhook_holdings
from app.integrations import subjects as webhooks
from app.marketing import connectors as social_connectors
from app.marketing import posts as social_posts
from app.marketing import subjects as marketing_subjects

__all__ = [
    "ai_subjects",
    "analytics_figures",
    "analytics_holdings",
    "analytics_subjects",
    "api_keys",
    "approvals",
    "automation_forms",
    "automation_holdings",
    "automation_subjects",
    "boards",
    "branding",
    "budgets",
    "capture",
    "checklist",
    "companies",
    "contacts",
    "conversion",
    "crm_holdings",
    "data_export",
    "deal_moves",
    "deals",
    "deliveries",
    "effects",
    "endpoints",
    "event_lag",
    "figure_sources",
    "figure_sync",
    "figures",
    "files",
    "finding",
    "first_run",
    "first_steps",
    "gallery",
    "generate",
    "held",
    "history",
    "images",
    "imports",
    "invitations",
    "lead_allotting",
    "lead_handling",
    "lead_management",
    "lead_moves",
    "lead_preview",
    "lead_rules",
    "lead_scores",
    "leads",
    "load",
    "log_in",
    "look",
    "mail_scopes",
    "mail_subjects",
    "marketing_subjects",
    "members",
    "metrics",
    "missed",
    "missed_job",
    "new_address",
    "notes",
    "notifications",
    "operator_figures",
    "operator_limits",
    "operators",
    "outbox",
    "people",
    "pictures",
    "pipelines",
    "portraits",
    "posting",
    "preferences",
    "products",
    "profile",
    "prompts",
    "providers",
    "queue",
    "queue_bulk",
    "queue_counting",
    "queue_health",
    "queue_keeping",
    "queue_kinds",
    "queue_overview",
    "queue_sample",
    "queue_schedules",
    "queue_why",
    "queue_why_many",
    "recovery",
    "remove",
    "reports",
    "roles",
    "run_jobs",
    "run_moves",
    "run_replays",
    "run_starts",
    "run_waits",
    "runs",
    "saved_views",
    "shipped",
    "shipped_prompts",
    "sign_up",
    "simulations",
    "social_connectors",
    "social_posts",
    "sources",
    "subjects",
    "tasks",
    "template_actions",
    "tenants",
    "timeline",
    "trial",
    "undo_job",
    "undoing",
    "versions_actions",
    "views",
    "webhook_holdings",
    "webhooks",
    "workflow_matches",
    "workflow_transfer",
    "workflow_watch",
    "workflows",
]
