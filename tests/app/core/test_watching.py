"""Alerts about mails, workflows and the cost of models: raised beyond their bounds, told once, cleared in calm."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from sqlmodel import col

from app.accounts.notifications import Notification
from app.ai.models import Cost
from app.automation.models import Execution
from app.core.actor import Actor
from app.core.alerts import Alert
from app.core.db import house_session, open_session
from app.core.events.dispatch import dispatch
from app.core.ids import id_at, new_id
from app.core.mail import Mail
from app.core.queue.records import JobMinute
from app.core.times import utc_now
from app.core.watching import watch
from jobs import kinds
from tests.app.automation.living import advance, happen, publish, runs

assert kinds


@pytest.fixture(autouse=True)
def calm(house: object) -> None:
    """Nothing of an earlier test is out of bounds."""
    with house_session() as session:
        for table in (Alert, JobMinute):
            session.execute(delete(table))
    watch()


def _standing(actor: Actor) -> dict[str, str]:
    with open_session(actor) as session:
        found = session.scalars(select(Alert).where(col(Alert.cleared_at).is_(None)))
        return {alert.name: alert.title for alert in found}


def _told(actor: Actor) -> list[tuple[str, str]]:
    for _ in range(3):
        dispatch()
    with open_session(actor) as session:
        mine = select(Notification).where(col(Notification.member_id) == actor.member_id)
        return [(one.title, one.body or "") for one in session.scalars(mine.where(col(Notification.kind) == "alert"))]


def _mails(actor: Actor, sent: int, failed: int, at: datetime) -> None:
    assert actor.tenant_id
    plain = {"to": "ann@example.com", "template": "welcome", "subject": "x", "text": "x", "html": "x"}
    with house_session() as session:
        for number in range(sent + failed):
            state = "sent" if number < sent else "failed"
            made = UUID(int=id_at(at).int | new_id().int & (1 << 80) - 1)
            session.add(Mail(id=made, tenant_id=actor.tenant_id, state=state, **plain))


def test_mails_that_are_refused(owner: Actor, other: Actor) -> None:
    now = utc_now()
    _mails(owner, 18, 2, now)
    _mails(other, 19, 1, now)
    _mails(other, 0, 30, now - timedelta(days=2))
    watch()
    watch()
    assert (list(_standing(owner)), _standing(other)) == (["mail.delivery"], {})
    assert _told(owner) == [("Many mails are refused", "90.0% of the mails of the last 24 hours were delivered.")]
    _mails(owner, 200, 0, now)
    watch()
    assert not _standing(owner)


def test_failed_runs_of_a_workflow_are_one_alert(owner: Actor) -> None:
    flow = publish(owner, {"steps": [{"type": "stop", "outcome": "failed", "reason": "No stock."}]})
    for number in range(3):
        happen(owner, "test.begun", {"n": number})
    advance()
    assert {run.state for run in runs(owner)} == {"failed"}
    watch()
    happen(owner, "test.begun", {"n": 4})
    advance()
    watch()
    assert _standing(owner) == {f"workflow.failed:{flow}": "“Test” fails"}
    ((title, body),) = _told(owner)
    assert title == "“Test” fails"
    assert body.startswith("3 runs failed in the last hour.")
    with house_session() as session:
        for run in session.scalars(select(Execution).where(col(Execution.workflow_id) == flow)):
            run.completed_at = utc_now() - timedelta(hours=2)
    watch()
    assert not _standing(owner)


def _spend(actor: Actor, dollars: str, ago: timedelta) -> None:
    with open_session(actor) as session:
        cost = Cost(key=str(new_id()), service="openai", operation="content.generate", cost_usd=Decimal(dollars))
        cost.created_at = utc_now() - ago
        session.add(cost)


def test_costs_well_above_the_usual(owner: Actor) -> None:
    assert owner.tenant_id
    with house_session() as session:
        minute = JobMinute(
            tenant_id=owner.tenant_id, lane=owner.tenant_id, job_type="content.generate", waits=[], runs=[]
        )
        minute.minute = utc_now() - timedelta(minutes=1)
        session.add(minute)
    _spend(owner, "4", timedelta(minutes=2))
    watch()
    assert not _standing(owner), "nothing is usual yet"
    for days in (1.5, 2.5, 3.5, 4.5):
        _spend(owner, "1", timedelta(days=days))
    watch()
    assert list(_standing(owner)) == ["ai.cost:hour"]
    assert _told(owner)[0][1] == "4.00 $ in the last hour; 1.00 $ is usual."
    _spend(owner, "3", timedelta(hours=2))
    watch()
    assert sorted(_standing(owner)) == ["ai.cost:day", "ai.cost:hour"]
