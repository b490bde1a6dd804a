"""What workflows hold of a person: the runs about them, with each step's input and output, and what was asked."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from app.accounts.export.held import rows
from app.automation.models import Approval, Execution, StepLog
from app.core.access import Permission
from app.core.db import Session
from app.core.holdings import Held, Person, holding

READ = Permission.WORKFLOWS_READ


def _runs(person: Person) -> Select[UUID]:
    ids = {one for known in person.records.values() for one in known}
    return select(col(Execution.id)).where(col(Execution.subject_id).in_(ids))


@holding("workflow-runs", "Workflow runs", READ)
def runs(session: Session, person: Person) -> Iterable[Held]:
    """The runs about the person's records, with what started them."""
    return rows(session, Execution, col(Execution.id).in_(_runs(person)), without={"cursor"})


@holding("workflow-steps", "Workflow steps", READ)
def steps(session: Session, person: Person) -> Iterable[Held]:
    """What the steps of these runs were given and brought."""
    return rows(session, StepLog, col(StepLog.execution_id).in_(_runs(person)))


@holding("approvals", "Approvals", READ)
def approvals(session: Session, person: Person) -> Iterable[Held]:
    """What people were asked in these runs, and what they answered."""
    return rows(session, Approval, col(Approval.execution_id).in_(_runs(person)))
