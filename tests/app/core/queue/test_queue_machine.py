"""Anything that workers, people and time can do to jobs, in any order, beside a model of what must come of it."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.core import actions
from app.core.db import house_session, open_session
from app.core.errors import AppError
from app.core.events import Event
from app.core.queue import Job, enqueue, enqueue_many
from app.core.queue import actions as jobs
from app.core.queue.batch import run_light
from app.core.queue.bulk import cancel_all, restore, retry_failed
from app.core.queue.claim import Claim, Claimer, give_back
from app.core.queue.counting import count
from app.core.queue.execute import execute
from app.core.queue.kind_actions import pause, resume
from app.core.queue.lease import extend, reap
from app.core.queue.records import JobPause
from tests.app.core.queue.modelled import (
    DONE,
    KINDS,
    LIVING,
    Model,
    moods,
    some_key,
    some_kind,
    some_mood,
)
from tests.factories.depth import depth
from tests.factories.people import new_owner


class QueueMachine(RuleBasedStateMachine):
    """One company's jobs."""

    def __init__(self) -> None:
        super().__init__()
        self._clear()
        self.owner = new_owner()
        self.jobs: dict[UUID, Model] = {}
        self.claims: list[Claim] = []
        self.paused: set[str] = set()
        self.swept: list[UUID] = []

    def teardown(self) -> None:
        self._clear()

    @staticmethod
    def _clear() -> None:
        moods.clear()
        with house_session() as session:
            for table in (Job, JobPause):
                session.execute(delete(table))

    def _living(self, kind: str, key: str | None, but: UUID | None = None) -> UUID | None:
        alike = (id for id, job in self.jobs.items() if key and (job.kind, job.key) == (kind, key) and id != but)
        return next((id for id in alike if self.jobs[id].status in LIVING), None)

    def _held(self, claim: Claim) -> bool:
        job = self.jobs[claim.id]
        return job.status == "processing" and job.fence == claim.fence

    def _refused(self, do: Callable[[], object]) -> None:
        with pytest.raises(AppError):
            do()

    # Asking

    @rule(kind=some_kind, key=some_key)
    def ask(self, kind: str, key: str | None) -> None:
        with open_session(self.owner) as session:
            made = enqueue(session, KINDS[kind], unique_key=key).id
        there = self._living(kind, key)
        assert there in {None, made}
        self.jobs.setdefault(made, Model(kind, key))

    @rule(kind=some_kind, keys=st.lists(some_key, max_size=6))
    def ask_for_many(self, kind: str, keys: list[str | None]) -> None:
        wanted = [f"{key}" if key else f"own {len(self.jobs)} {n}" for n, key in enumerate(keys)]
        new = [key for key in dict.fromkeys(wanted) if not self._living(kind, key)]
        with open_session(self.owner) as session:
            made = enqueue_many(session, KINDS[kind], [{}] * len(keys), unique_keys=wanted)
        assert len(made) == len(new)
        with house_session() as session:
            keyed = session.execute(select(col(Job.id), col(Job.unique_key)).where(col(Job.id).in_(made))).all()
        assert Counter(key for _, key in keyed) == Counter(new)
        self.jobs |= {id: Model(kind, key) for id, key in keyed}

    # Working

    @rule(most=st.integers(1, 6), without=st.sampled_from([(), ("machine.plain",)]))
    def claim(self, most: int, without: tuple[str, ...]) -> None:
        shut = {*self.paused, *without}
        open_ = {
            id
            for id, job in self.jobs.items()
            if job.status in {"pending", "retrying"} and job.due and job.kind not in shut
        }
        taken = Claimer("a worker").claim(most, heavy=most, without=without)
        ids = [claim.id for claim in taken]
        assert len(set(ids)) == len(ids)
        assert set(ids) <= open_
        assert bool(taken) is bool(open_)
        for claim in taken:
            self.jobs[claim.id].taken()
            assert claim.fence == self.jobs[claim.id].fence
        self.claims += taken

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), mood=some_mood)
    def run_one(self, data: st.DataObject, mood: str) -> None:
        """By whoever holds it, or held it once."""
        claim = data.draw(st.sampled_from(self.claims))
        moods[claim.id] = mood
        execute(claim)
        self._ran(claim)

    @precondition(lambda self: any(claim.job_type == "machine.light" for claim in self.claims))
    @rule(data=st.data())
    def run_many(self, data: st.DataObject) -> None:
        """Together, though some of them may belong to others by now."""
        lights = [claim for claim in self.claims if claim.job_type == "machine.light"]
        batch = data.draw(st.lists(st.sampled_from(lights), min_size=1, unique_by=lambda claim: claim.id))
        for claim in batch:
            moods[claim.id] = data.draw(some_mood)
        over = [claim for some in run_light(batch) for claim in some]
        assert {claim.id for claim in over} == {claim.id for claim in batch}
        for claim in batch:
            self._ran(claim)

    def _ran(self, claim: Claim) -> None:
        if self._held(claim):
            self.jobs[claim.id].ran(moods[claim.id])

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def hand_back(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self.claims), unique_by=lambda claim: claim.id))
        give_back(some)
        for claim in some:
            if self._held(claim):
                self.jobs[claim.id].back("pending")

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def beat(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self.claims), unique_by=lambda claim: claim.id))
        held = [claim for claim in some if self._held(claim)]
        assert extend(some) == len(held)
        for claim in held:
            self.jobs[claim.id].silent = False

    # Time

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def fall_silent(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        if self._held(claim):
            self.jobs[claim.id].silent = True
            self._set(claim.id, lease_until=func.now() - func.make_interval(0, 0, 0, 0, 0, 0, 1))

    @rule()
    def take_back(self) -> None:
        lapsed = [job for job in self.jobs.values() if job.status == "processing" and job.silent]
        assert reap() == len(lapsed)
        for job in lapsed:
            job.back("retrying")
            job.lapses += 1

    @rule()
    def pauses_pass(self) -> None:
        late = [id for id, job in self.jobs.items() if job.status == "retrying"]
        for id in late:
            self.jobs[id].due = True
        self._set(*late, scheduled_for=func.now())

    def _set(self, *ids: UUID, **values: Any) -> None:
        with house_session() as session:
            session.execute(update(Job).where(col(Job.id).in_(ids)).values(**values))

    # People

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), verb=st.sampled_from(["cancel", "stop", "retry"]))
    def steer(self, data: st.DataObject, verb: str) -> None:
        id = data.draw(st.sampled_from(sorted(self.jobs)))
        job = self.jobs[id]
        move = getattr(self, f"_{verb}")(id, job)
        act = {"cancel": jobs.cancel, "stop": jobs.stop, "retry": jobs.retry}[verb]

        def ask() -> UUID | None:
            return actions.run(self.owner, act, {"job_id": id}).operation_id

        if move is None:
            self._refused(ask)
        else:
            by = ask()
            move()
            if job.status == "cancelled":
                job.cancelled_by = by

    def _cancel(self, id: UUID, job: Model) -> Callable[[], None] | None:
        return (lambda: self._cancelled(job)) if job.status in {"pending", "retrying"} else None

    def _stop(self, id: UUID, job: Model) -> Callable[[], None] | None:
        if job.status == "processing":
            return lambda: setattr(job, "stop", True)
        return self._cancel(id, job)

    def _retry(self, id: UUID, job: Model) -> Callable[[], None] | None:
        free = job.status == "failed" and not self._living(job.kind, job.key, but=id)
        return job.again if free else None

    @staticmethod
    def _cancelled(job: Model) -> None:
        job.status, job.stop = "cancelled", True

    @rule()
    def retry_all(self) -> None:
        self._come_back(retry_failed, {}, [id for id, job in self.jobs.items() if job.status == "failed"])

    @rule()
    def cancel_waiting(self) -> None:
        waiting = [job for job in self.jobs.values() if job.status in {"pending", "retrying"}]
        done = actions.run(self.owner, cancel_all, {})
        assert done.value.count == len(waiting)
        for job in waiting:
            self._cancelled(job)
            job.cancelled_by = done.operation_id
        if waiting and done.operation_id:
            self.swept.append(done.operation_id)

    @precondition(lambda self: self.swept)
    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(self.swept))
        mine = [id for id, job in self.jobs.items() if job.status == "cancelled" and job.cancelled_by == operation]
        arguments = {"operation_id": operation}
        if not any(self._free(id) for id in mine):
            self._refused(lambda: actions.run(self.owner, restore, arguments))
        else:
            self._come_back(restore, arguments, mine)

    def _free(self, id: UUID) -> bool:
        return not self._living(self.jobs[id].kind, self.jobs[id].key, but=id)

    def _come_back(self, act: Any, arguments: dict[str, Any], ids: list[UUID]) -> None:
        """The newest of each key whose key nobody else has; which of them waits now is asked of the table."""
        free = [id for id in ids if self._free(id)]
        keys = {(self.jobs[id].kind, self.jobs[id].key or id) for id in free}
        assert actions.run(self.owner, act, arguments).value.count == len(keys)
        standing = self._table()
        for id in free:
            if standing[id][0] == "pending":
                self._revive(self.jobs[id], act)

    @staticmethod
    def _revive(job: Model, act: Any) -> None:
        if act is retry_failed:
            job.again()
        else:
            job.status, job.stop, job.cancelled_by = "pending", False, None

    @rule(kind=some_kind)
    def pause(self, kind: str) -> None:
        actions.run(self.owner, pause, {"name": kind})
        self.paused.add(kind)

    @rule(kind=some_kind)
    def resume(self, kind: str) -> None:
        if kind in self.paused:
            actions.run(self.owner, resume, {"name": kind})
            self.paused.remove(kind)
        else:
            self._refused(lambda: actions.run(self.owner, resume, {"name": kind}))

    # What holds always

    def _table(self) -> dict[UUID, tuple[Any, ...]]:
        seen = select(
            col(Job.id),
            col(Job.status),
            col(Job.attempts),
            col(Job.fence),
            col(Job.lapses),
            col(Job.cancel_requested_at).is_not(None),
        )
        with house_session() as session:
            return {id: tuple(rest) for id, *rest in session.execute(seen)}

    @invariant()
    def nothing_is_lost_or_differs(self) -> None:
        assert self._table() == {id: job.seen() for id, job in self.jobs.items()}

    @invariant()
    def each_is_done_once(self) -> None:
        marks = select(col(Event.record_id), func.count()).where(
            col(Event.name) == DONE, col(Event.tenant_id) == self.owner.tenant_id
        )
        with house_session() as session:
            found = {id: number for id, number in session.execute(marks.group_by(col(Event.record_id)))}
        assert found == {id: job.effects for id, job in self.jobs.items() if job.effects}
        assert all(number == 1 for number in found.values())

    @rule()
    def counts_agree(self) -> None:
        for status in ("pending", "retrying", "processing", "completed", "failed", "cancelled"):
            told = actions.run(self.owner, count, {"filter": {"status": status}}).value
            assert told == sum(job.status == status for job in self.jobs.values())


@pytest.mark.slow
def test_jobs_are_done_once_whatever_happens_in_whatever_order(house: object) -> None:
    run_state_machine_as_test(QueueMachine, settings=depth(examples=30, steps=40))
