"""Events reach each consumer at least once, in order, and a consumer that fails holds up nobody else."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import Session, open_session
from app.core.db.session import as_house
from app.core.events import Event
from app.core.events.consumers import Missed, Position, consumer, registered_consumers
from app.core.events.dispatch import dispatch, place
from app.core.ids import new_id

SEEN: list[tuple[str, UUID, int]] = []
BROKEN: set[UUID] = set()


@consumer("test.all")
def everything(session: Session, happened: Event) -> None:
    """Sees all."""
    SEEN.append(("all", happened.record_id, happened.payload.get("n", 0)))


@consumer("test.some", {"test.told"})
def some(session: Session, happened: Event) -> None:
    """Sees one name, leaves an event of its own, and fails when it is told to."""
    session.add(Event(name="test.echo", record_table="echo", record_id=happened.record_id))
    session.flush()
    if happened.record_id in BROKEN:
        raise ZeroDivisionError
    SEEN.append(("some", happened.record_id, happened.payload["n"]))


@pytest.fixture(autouse=True)
def caught_up(owner: Actor) -> None:
    """All consumers have read all that happened before."""
    assert {"test.all", "test.some"} <= {known.name for known in registered_consumers()}
    for _ in range(3):
        dispatch()
    SEEN.clear()


def _tell(actor: Actor, record_id: UUID, n: int, name: str = "test.told") -> None:
    with open_session(actor) as session:
        session.add(Event(name=name, record_table="x", record_id=record_id, payload={"n": n}))


def _seen(by: str, record_id: UUID) -> list[int]:
    return [n for who, record, n in SEEN if (who, record) == (by, record_id)]


def test_each_consumer_gets_its_events_in_order_and_once(owner: Actor) -> None:
    record_id = new_id()
    for n in range(1, 11):
        _tell(owner, record_id, n)
        _tell(owner, record_id, n, "test.other")
    dispatch()
    dispatch()
    assert _seen("some", record_id) == list(range(1, 11))
    assert [n for n in _seen("all", record_id) if n] == [n for n in range(1, 11) for _ in range(2)]


def test_one_that_became_visible_late_is_not_passed_by(owner: Actor) -> None:
    early, late = new_id(), new_id()
    with open_session(owner) as session:
        session.add(Event(name="test.told", record_table="x", record_id=late, payload={"n": 1}))
        session.flush()
        _tell(owner, early, 2)
        dispatch()
        assert _seen("some", early) == [2]
    dispatch()
    assert _seen("some", late) == [1]


def test_effects_belong_to_the_events_tenant_and_are_rolled_back_with_a_failure(owner: Actor, other: Actor) -> None:
    record_id = new_id()
    BROKEN.add(record_id)
    _tell(owner, record_id, 1)
    dispatch()
    assert _echoes(owner, record_id) == 0
    BROKEN.clear()
    _hurry()
    dispatch()
    assert _echoes(owner, record_id) == 1
    assert _echoes(other, record_id) == 0


def test_what_cannot_be_taken_is_kept_apart_and_the_rest_goes_on(owner: Actor) -> None:
    bad, good = new_id(), new_id()
    BROKEN.add(bad)
    _tell(owner, bad, 1)
    _tell(owner, good, 2)
    for _ in range(5):
        assert _seen("some", good) == []
        _hurry()
        dispatch()
    _hurry()
    dispatch()
    assert _seen("some", good) == [2]
    assert _seen("all", good) == [2]
    with open_session(owner) as session:
        missed = session.scalars(select(Missed).where(col(Missed.consumer) == "test.some")).one()
    assert missed.reason.startswith("ZeroDivisionError")
    BROKEN.clear()


def test_many_dispatchers_hand_each_event_on_once(owner: Actor) -> None:
    record_id = new_id()
    for n in range(1, 31):
        _tell(owner, record_id, n)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: dispatch(), range(12)))
    dispatch()
    assert _seen("some", record_id) == list(range(1, 31))


def test_places_are_dense_and_unique(owner: Actor) -> None:
    record_id = new_id()
    for n in range(20):
        _tell(owner, record_id, n)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: place(), range(8)))
    with open_session(owner) as session:
        places = list(session.scalars(select(col(Event.place)).where(col(Event.record_id) == record_id)))
    assert sorted(places) == list(range(min(places), min(places) + 20))


def _echoes(actor: Actor, record_id: UUID) -> int:
    with open_session(actor) as session:
        mine = select(Event).where(col(Event.name) == "test.echo", col(Event.record_id) == record_id)
        return len(session.scalars(mine).all())


def _hurry() -> None:
    with open_session(Actor()) as session, as_house(session):
        session.execute(update(Position).values(again_at=None))
