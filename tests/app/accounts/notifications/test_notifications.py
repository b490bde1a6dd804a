"""The notification centre: bell, choices, quiet hours, summary."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import col

from app.accounts import profile, tenants
from app.accounts.models import Member
from app.accounts.notifications import Notification, NotificationHours, notify
from app.accounts.notifications import actions as bell
from app.accounts.notifications import preferences as choices
from app.accounts.notifications.digest import digest, summarise
from app.accounts.notifications.quiet import free_at
from app.core import actions
from app.core.actor import NOBODY, Actor, house
from app.core.db import house_session, open_session
from app.core.errors import Invalid, Refused, Unauthenticated
from app.core.events.dispatch import dispatch
from app.core.mail.models import Mail
from app.core.queue import Job, enqueue
from app.core.times import utc_now
from jobs.worker import drain
from tests.jobs import sample


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


def _tell(actor: Actor, kind: str = "task.assigned", title: str = "Call Ann") -> Notification | None:
    assert actor.member_id
    with open_session(house(actor.tenant_id)) as session:
        return notify(session, actor.member_id, kind, title, "soon", "/tasks/1")


def _bell(actor: Actor, **given: object) -> bell.NotificationPage:
    return actions.run(actor, bell.list_notifications, given).value


def _mails(actor: Actor) -> list[Mail]:
    with open_session(actor) as session:
        return list(session.scalars(select(Mail).where(col(Mail.tenant_id) == actor.tenant_id)))


def test_a_person_hears_of_what_concerns_them_and_nobody_else_does(owner: Actor, viewer: Actor, other: Actor) -> None:
    _tell(owner)
    (row,) = _bell(owner).items
    assert (row.title, row.body, row.link, row.read_at) == ("Call Ann", "soon", "/tasks/1", None)
    assert _bell(viewer).items == _bell(other).items == []
    assert actions.run(owner, bell.unread_count, {}).value == 1


def test_reading_marks_ones_own_only(owner: Actor, viewer: Actor) -> None:
    for title in ("a", "b", "c"):
        _tell(owner, title=title)
    _tell(viewer)
    ids = [row.id for row in _bell(owner).items]
    theirs = [row.id for row in _bell(viewer).items]
    assert actions.run(owner, bell.read, {"ids": [ids[0], *theirs]}).value == 1
    assert [row.title for row in _bell(owner, unread_only=True).items] == ["b", "a"]
    assert actions.run(owner, bell.read_all, {}).value == 2
    assert (_bell(owner).unread, _bell(viewer).unread) == (0, 1)


def test_the_bell_goes_on_page_by_page(owner: Actor) -> None:
    for number in range(5):
        _tell(owner, title=str(number))
    first = _bell(owner, limit=3)
    rest = _bell(owner, limit=3, cursor=first.next_cursor)
    assert [row.title for row in first.items + rest.items] == ["4", "3", "2", "1", "0"]
    with pytest.raises(Invalid):
        _bell(owner, cursor="x")


def test_an_unknown_kind_is_refused(owner: Actor) -> None:
    with pytest.raises(Invalid):
        _tell(owner, "no.such")
    with pytest.raises(Invalid):
        actions.run(owner, choices.set_preference, {"kind": "no.such", "in_app": True, "email": "now"})


def test_who_has_left_hears_nothing(owner: Actor, viewer: Actor) -> None:
    with open_session(owner) as session:
        session.execute(update(Member).where(col(Member.id) == viewer.member_id).values(active=False))
    assert _tell(viewer) is None


def test_each_kind_and_channel_can_be_chosen(owner: Actor, viewer: Actor) -> None:
    actions.run(owner, choices.set_preference, {"kind": "task.assigned", "in_app": False, "email": "never"})
    assert _tell(owner) is None
    actions.run(owner, choices.set_preference, {"kind": "task.assigned", "in_app": False, "email": "now"})
    assert _tell(owner)
    assert _bell(owner).items == []
    assert [mail.subject for mail in _mails(owner)] == ["Call Ann"]
    assert "/tasks/1" in _mails(owner)[0].text
    mine = {choice.kind: choice for choice in actions.run(owner, choices.preferences, {}).value.kinds}
    theirs = {choice.kind: choice for choice in actions.run(viewer, choices.preferences, {}).value.kinds}
    assert (mine["task.assigned"].in_app, mine["task.assigned"].email) == (False, "now")
    assert theirs["task.assigned"].in_app


def test_nobody_and_keys_have_no_bell(owner: Actor) -> None:
    with pytest.raises(Unauthenticated):
        _bell(NOBODY)
    with pytest.raises(Refused):
        _bell(house(owner.tenant_id))


def test_quiet_hours_put_a_mail_off(owner: Actor) -> None:
    given = {"quiet_from": "00:00", "quiet_until": "23:59", "digest_hour": 7}
    hours = actions.run(owner, choices.set_hours, given).value
    assert (hours.quiet_from, hours.quiet_until, hours.digest_hour) == (time(0), time(23, 59), 7)
    _tell(owner, "mention")
    with open_session(owner) as session:
        (job,) = session.scalars(select(Job).where(col(Job.job_type) == "email.send"))
    assert job.scheduled_for > utc_now() or utc_now().time() >= time(23, 58)
    with pytest.raises(Invalid):
        actions.run(owner, choices.set_hours, {"quiet_from": "22:00"})


@pytest.mark.parametrize(
    ("now", "free"),
    [
        ("2026-01-05T21:59:00+01:00", "2026-01-05T21:59:00+01:00"),
        ("2026-01-05T22:00:00+01:00", "2026-01-06T07:00:00+01:00"),
        ("2026-01-06T06:59:00+01:00", "2026-01-06T07:00:00+01:00"),
        ("2026-01-06T07:00:00+01:00", "2026-01-06T07:00:00+01:00"),
        ("2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"),
    ],
)
def test_quiet_hours_over_midnight(now: str, free: str) -> None:
    moment = datetime.fromisoformat(now).astimezone(UTC)
    found = free_at(moment, time(22), time(7), ZoneInfo("Europe/Berlin"))
    assert found == datetime.fromisoformat(free)


def test_quiet_hours_within_a_day() -> None:
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    assert free_at(noon, time(9), time(17), ZoneInfo("UTC")).hour == 17
    assert free_at(noon, time(13), time(17), ZoneInfo("UTC")) == noon
    assert free_at(noon, None, None, ZoneInfo("UTC")) == noon


def test_the_summary_comes_once_at_its_hour_with_what_is_unread(owner: Actor) -> None:
    actions.run(owner, choices.set_hours, {"digest_hour": utc_now().hour})
    for number in range(3):
        _tell(owner, "task.due", f"Task {number}")
    read = _bell(owner).items[0]
    actions.run(owner, bell.read, {"ids": [read.id]})
    _summaries(owner)
    (mail,) = _mails(owner)
    assert mail.subject == "2 notifications since yesterday"
    assert "Task 0" in mail.text
    assert "Task 2" not in mail.text
    _tell(owner, "task.due", "Task 4")
    _summaries(owner)
    assert len(_mails(owner)) == 1


def test_no_summary_comes_at_another_hour(owner: Actor) -> None:
    actions.run(owner, choices.set_hours, {"digest_hour": (utc_now().hour + 5) % 24})
    _tell(owner, "task.due")
    _summaries(owner)
    assert _mails(owner) == []
    with open_session(owner) as session:
        session.execute(update(NotificationHours).values(digest_hour=utc_now().hour))
    _summaries(owner)
    assert len(_mails(owner)) == 1


def test_the_summary_comes_by_the_clock_of_the_organisation_or_ones_own(owner: Actor) -> None:
    actions.run(owner, choices.set_hours, {"digest_hour": 8})
    actions.run(owner, tenants.update, {"zone": "Asia/Kolkata"})
    told: list[tuple[str, bool]] = []
    for zone, moment in (
        ("", "2026-01-05T02:29+00:00"),
        ("", "2026-01-05T02:30+00:00"),
        ("Europe/Berlin", "2026-01-06T02:30+00:00"),
        ("Europe/Berlin", "2026-01-06T07:00+00:00"),
    ):
        actions.run(owner, profile.update_profile, {"zone": zone})
        _tell(owner, "task.due")
        assert owner.member_id
        with open_session(house(owner.tenant_id)) as session:
            told.append((moment[11:16], summarise(session, owner.member_id, datetime.fromisoformat(moment))))
    assert told == [("02:29", False), ("02:30", True), ("02:30", False), ("07:00", True)]


def test_who_started_a_job_hears_that_it_failed(owner: Actor) -> None:
    dispatch()
    with open_session(owner) as session:
        job_id = enqueue(session, "test.invalid").id
    drain()
    for _ in range(3):
        dispatch()
    (row,) = _bell(owner).items
    assert (row.kind, row.title, row.body) == ("job.failed", "Fail for good failed", "This can never work.")
    assert row.link == f"/jobs/{job_id}"
    assert [mail.subject for mail in _mails(owner)] == ["Fail for good failed"]


def _summaries(actor: Actor) -> None:
    with open_session(house(actor.tenant_id)) as session:
        enqueue(session, digest)
    drain()


assert sample
