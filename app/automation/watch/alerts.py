"""The alert about workflows: runs that failed, one alert a workflow however many they are."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, literal_column, select
from sqlmodel import col

from app.automation.models import Execution, Workflow
from app.core.actor import house
from app.core.db import Session, open_session
from app.core.watching import Finding, watched

# It stands until none has failed for so long.
WINDOW = timedelta(hours=1)
# Written out, so that the index of failed runs is used whatever is planned.
FAILED = literal_column("'failed'")


@watched("workflow.failed:")
def look(session: Session) -> Iterable[Finding]:
    """Workflows with runs that failed in the last hour."""
    count, last = func.count(), func.max(col(Execution.error_message))
    failed = select(col(Execution.tenant_id), col(Execution.workflow_id), count, last).where(
        col(Execution.state) == FAILED, col(Execution.completed_at) > func.now() - WINDOW
    )
    found = session.execute(failed.group_by(col(Execution.tenant_id), col(Execution.workflow_id))).all()
    for tenant_id, workflow_id, many, error in found:
        with open_session(house(tenant_id)) as own:
            name = own.scalar(select(col(Workflow.name)).where(col(Workflow.id) == workflow_id)) or "A workflow"
        runs = "One run" if many == 1 else f"{many:,} runs"
        body = f"{runs} failed in the last hour. {error or ''}".strip()
        link = f"/workflows/{workflow_id}/runs?state=failed"
        yield Finding(tenant_id, f"workflow.failed:{workflow_id}", many, True, f"“{name}” fails", body, link)
