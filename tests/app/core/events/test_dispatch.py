"""Events reach each consumer at least once, in order, and one that cannot be taken holds up its own record only."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import Session, house_session, open_session
from app.core.events import Event
from app.core.events.consumers import batch_consumer, consumer, registered_consumers
from app.core.events.dispatch import dispatch, place, places
from app.core.events.lag import ConsumerState, lag
from app.core.events.parking import TRIES
from app.core.events.positions import Missed, Parked, Position
from app.core.ids import new_id

SEEN: list[tuple[str, UUID, int]] = []
BROKEN: set[UUID] = set()
POISON: set[int] = set()
BATCHES: list[list[UUID]] = []


@consumer("test.all")
def everything(session: Session, happened: Event) -> None:
    """Sees all."""
    SEEN.append(("all", happened.record_id, happened.payload.get("n", 0)))


@consumer("test.some", {"test.told"})
def some(session: Session, happened: Event) -> None:
    """Sees one name, leaves an event of its own, and fails when it is told to."""
    session.add(Event(name="test.echo", record_table="echo", record_id=happened.record_id))
    session.flush()
    if happened.record_id in BROKEN or happened.payload["n"] in POISON:
        raise ZeroDivisionError
    SEEN.append(("some", happened.record_id, happened.payload["n"]))


@batch_consumer("test.many", {"test.many"})
def many(session: Session, events: Sequence[Event]) -> None:
    """Sees several at once."""
    ids = [event.record_id for event in events]
    BATCHES.append(ids)
    if BROKEN & set(ids):
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def caught_up(owner: Actor) -> None:
    """All consumers have read all that happened before."""
    assert {"test.all", "test.some"} <= {known.name for known in registered_consumers()}
    for _ in range(3):
        dispatch()
    SEEN.clear()
    BATCHES.clear()


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


def test_a_poisoned_record_holds_up_itself_only_and_keeps_its_order(owner: Actor) -> None:
    bad, good = new_id(), new_id()
    BROKEN.add(bad)
    for n in (1, 2, 3):
        _tell(owner, bad, n)
        _tell(owner, good, n)
    dispatch()
    assert _once("some", good) == [1, 2, 3]
    _tell(owner, bad, 4)
    _tell(owner, good, 4)
    dispatch()
    assert _once("some", good) == [1, 2, 3, 4]
    assert _seen("some", bad) == []
    assert _state("test.some").parked == 4
    BROKEN.clear()
    dispatch()
    assert _seen("some", bad) == []
    _hurry()
    dispatch()
    assert _seen("some", bad) == [1, 2, 3, 4]
    assert _state("test.some").parked == 0


def test_what_cannot_be_taken_at_all_is_noted_and_what_waits_behind_it_goes_on(owner: Actor) -> None:
    bad = new_id()
    BROKEN.add(bad)
    _tell(owner, bad, 1)
    dispatch()
    _tell(owner, bad, 2)
    dispatch()
    for _ in range(TRIES - 2):
        _hurry()
        dispatch()
    with open_session(owner) as session:
        assert session.scalars(select(Missed)).all() == []
    POISON.add(1)
    BROKEN.clear()
    _hurry()
    dispatch()
    with open_session(owner) as session:
        (missed,) = session.scalars(select(Missed)).all()
    assert (missed.consumer, missed.reason[:17]) == ("test.some", "ZeroDivisionError")
    assert _seen("some", bad) == [2]
    assert _state("test.some").missed_today >= 1
    POISON.clear()


def test_a_consumer_of_many_gets_those_of_a_tenant_at_once_and_singly_after_a_failure(
    owner: Actor, other: Actor
) -> None:
    mine, theirs = new_id(), new_id()
    for n in (1, 2, 3):
        _tell(owner, mine, n, "test.many")
        _tell(other, theirs, n, "test.many")
    dispatch()
    assert sorted(len(batch) for batch in BATCHES) == [3, 3]
    BATCHES.clear()
    BROKEN.add(mine)
    _tell(owner, mine, 4, "test.many")
    _tell(other, theirs, 4, "test.many")
    dispatch()
    assert [theirs] in BATCHES
    assert _state("test.many").parked == 1
    BROKEN.clear()


def test_the_lag_of_each_consumer_can_be_read(owner: Actor) -> None:
    for n in range(7):
        _tell(owner, new_id(), n)
    place()
    state = _state("test.all")
    assert state.behind >= 7
    assert (state.oldest_seconds or 0) >= 0
    dispatch()
    assert _state("test.all").behind == 0


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
    with house_session() as session:
        due = update(Parked).where(col(Parked.again_at).is_not(None))
        session.execute(due.values(again_at=func.now()))


def _once(by: str, record_id: UUID) -> list[int]:
    """What was seen, without the round that was rolled back with the failure of another."""
    return list(dict.fromkeys(_seen(by, record_id)))


def _state(name: str) -> ConsumerState:
    return next(state for state in lag() if state.name == name)


def test_in_a_new_house_all_begin_with_the_first_event_and_a_later_one_where_the_others_are() -> None:
    with house_session() as session:
        newest = max(places(session).values())
        session.execute(delete(Position).where(col(Position.name) == "test.many"))
        assert places(session)["test.many"] == newest
        session.execute(delete(Position))
        assert set(places(session).values()) == {0}
        session.rollback()
