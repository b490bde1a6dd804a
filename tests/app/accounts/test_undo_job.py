"""What is too much to wait for: undone and exported by jobs, in one piece or not at all."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update

from app.accounts.notifications.models import Notification
from app.core import actions, files
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Refused
from app.core.files import FileRow
from app.core.files import actions as file_actions
from app.core.history import actions as history
from app.core.history.undo import Report, apply, run
from app.core.queue import Job, JobRow, State, steer
from app.core.queue.claim import claim
from app.core.queue.execute import execute
from app.crm import companies, list_actions
from app.crm.models import Company
from tests.factories.edits import operate
from tests.factories.people import colleague
from tests.factories.work import clear_queue, look, worked

MANY = 60


@pytest.fixture(autouse=True)
def small_bounds(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few dozen records are many here, and no job of an earlier test is left."""
    clear_queue()
    monkeypatch.setattr(run, "MOST_AT_ONCE", MANY // 2)
    monkeypatch.setattr(apply, "SLICE", MANY // 4)
    monkeypatch.setattr(list_actions, "MOST_AT_ONCE", MANY // 2)


def held(actor: Actor) -> int:
    with open_session(actor) as session:
        return session.scalar(select(func.count()).select_from(Company)) or 0


def made(actor: Actor, many: int = MANY) -> UUID:
    return operate(actor, lambda s: s.execute(insert(Company), [{"name": f"Company {n}"} for n in range(many)]))


def asked(actor: Actor, operation: UUID) -> JobRow:
    row = actions.run(actor, history.undo, {"operation_id": operation}).value
    assert isinstance(row, JobRow)
    return row


def here(job_id: UUID) -> Job:
    """The job once it was done in this process, where the bounds are small."""
    for one in claim("test", 10):
        execute(one, limited=False)
    return look(job_id)


def test_a_large_operation_is_undone_by_a_job_and_a_small_one_at_once(owner: Actor) -> None:
    large, small = made(owner), made(owner, 3)
    assert isinstance(actions.run(owner, history.undo, {"operation_id": small}).value, Report)
    row = asked(owner, large)
    assert asked(owner, large).id == row.id
    assert held(owner) == MANY
    job = worked(row.id)
    assert (job.status, job.result and job.result["restored"], held(owner)) == (State.COMPLETED, MANY, 0)
    assert (job.progress_done, job.progress_total) == (MANY, MANY)
    with open_session(owner) as session:
        told = session.scalars(select(Notification.link).where(Notification.kind == "undo.finished")).all()
    assert told == [f"/history/{row.operation_id}"]
    again = asked(owner, row.operation_id or large)
    assert worked(again.id).status == State.COMPLETED
    assert held(owner) == MANY


def test_what_was_edited_since_stays_also_in_slices(owner: Actor) -> None:
    operation = made(owner)
    operate(owner, lambda s: s.execute(update(Company).where(Company.name == "Company 7").values(city="Bonn")))
    job = here(asked(owner, operation).id)
    assert (job.result and job.result["kept"], held(owner)) == (1, 1)


def test_an_undo_that_is_stopped_or_breaks_half_way_has_changed_nothing(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation, remove, seen = made(owner), apply.remove, list[Any]()

    def stopping(session: Any, table: Any, course: Any) -> int:
        told = course.tick

        def tick(done: int, total: int) -> None:
            with open_session(owner) as other:
                steer.stop(other, job_id)
            seen.append(done)
            told(done, total)

        course.tick = tick
        return remove(session, table, course)

    def breaking(session: Any, table: Any, course: Any) -> int:
        remove(session, table, course)
        raise RuntimeError("the worker is gone")

    job_id = asked(owner, operation).id
    monkeypatch.setattr(apply, "remove", stopping)
    assert here(job_id).status == State.CANCELLED
    assert (len(seen), held(owner)) == (1, MANY)
    job_id = asked(owner, operation).id
    monkeypatch.setattr(apply, "remove", breaking)
    assert here(job_id).status == State.RETRYING
    assert held(owner) == MANY
    monkeypatch.setattr(apply, "remove", remove)
    with open_session(owner) as session:
        steer.cancel_waiting(session, job_id)
    assert here(asked(owner, operation).id).status == State.COMPLETED
    assert held(owner) == 0


def test_who_may_not_undo_gets_no_job(owner: Actor) -> None:
    operation = made(owner)
    with pytest.raises(Refused):
        asked(colleague(owner, "Vera", permissions=frozenset({Permission.HISTORY_READ})), operation)


def test_a_long_list_is_exported_by_a_job_and_a_short_one_at_once(owner: Actor) -> None:
    made(owner, 3)
    assert isinstance(actions.run(owner, companies.export, {}).value, FileRow)
    made(owner)
    row = actions.run(owner, companies.export, {"format": "csv"}).value
    assert isinstance(row, JobRow)
    job = worked(row.id)
    assert job.error_message is None
    assert job.result
    assert owner.tenant_id
    file = actions.run(owner, file_actions.get, {"file_id": job.result["fileId"]}).value
    text = files.path(owner.tenant_id, file.id).read_text("utf-8-sig")
    assert (file.media_type, len(text.splitlines())) == ("text/csv", MANY + 3 + 1)
    assert look(row.id).progress_total == MANY + 3
