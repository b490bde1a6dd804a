"""The tables of the CRM and the words their columns may hold."""

from app.crm.models.companies import Company
from app.crm.models.contacts import Contact
from app.crm.models.deals import Deal
from app.crm.models.leads import AssignmentPolicy, Lead, LeadPoint, LeadState, Rota, ScoreRule
from app.crm.models.pipelines import Pipeline, Stage, StageKind
from app.crm.models.products import Product
from app.crm.models.views import SavedView
from app.crm.models.work import Note, Task, TaskState

__all__ = [
    "AssignmentPolicy",
    "Company",
    "Contact",
    "Deal",
    "Lead",
    "LeadPoint",
    "LeadState",
    "Note",
    "Pipeline",
    "Product",
    "Rota",
    "SavedView",
    "ScoreRule",
    "Stage",
    "StageKind",
    "Task",
    "TaskState",
]
