"""The lists of tasks and notes."""

from app.core.listing import Column, Join, Listing
from app.crm.listings.shared import OWNER, common, owned
from app.crm.models import Company, Contact, Deal, Lead, Note, Task, TaskState
from app.crm.rows.work import NoteRow, TaskRow

TASKS = Listing(
    noun="task",
    model=Task,
    row=TaskRow,
    joins=(
        OWNER,
        Join(Lead, "lead_id"),
        Join(Contact, "contact_id"),
        Join(Company, "company_id"),
        Join(Deal, "deal_id"),
    ),
    columns={
        **common(Task),
        **owned(Task),
        "title": Column(Task.title, "text", "Title"),
        "detail": Column(Task.detail, "text", "Detail"),
        "state": Column(Task.state, "choice", "State", choices=tuple(TaskState)),
        "priority": Column(Task.priority, "number", "Priority"),
        "due_at": Column(Task.due_at, "datetime", "Due", sort=Task.due_key),
        "done_at": Column(Task.done_at, "datetime", "Done"),
        "lead_id": Column(Task.lead_id, "id", "Lead"),
        "lead_name": Column(Lead.name, "text", "Lead", joined=True),
        "contact_id": Column(Task.contact_id, "id", "Contact"),
        "contact_name": Column(Contact.name, "text", "Contact", joined=True),
        "company_id": Column(Task.company_id, "id", "Company"),
        "company_name": Column(Company.name, "text", "Company", joined=True),
        "deal_id": Column(Task.deal_id, "id", "Deal"),
        "deal_name": Column(Deal.name, "text", "Deal", joined=True),
    },
)

NOTES = Listing(
    noun="note",
    model=Note,
    row=NoteRow,
    joins=(OWNER,),
    columns={
        **common(Note),
        **owned(Note),
        "subject_table": Column(Note.subject_table, "choice", "About", choices=("lead", "contact", "company", "deal")),
        "subject_id": Column(Note.subject_id, "id", "Record"),
        "body": Column(Note.body, "text", "Text"),
    },
)
