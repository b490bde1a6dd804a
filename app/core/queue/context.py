"""What a running job has in its hands: its session, its progress, its place to go on from."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from app.core.db import Session
from app.core.events import touch
from app.core.queue.claim import Claim
from app.core.queue.errors import Cancelled, LostLease
from app.core.queue.finish import settle
from app.core.queue.lines import Lines
from app.core.queue.models import Job, State
from app.core.queue.unit import unit

# Four looks a second at most: enough for a bar that moves, and little to write.
BETWEEN = 0.25


class Context:
    """A running job as its function sees it.

    `session` is the transaction in which the job is also finished: what is written there happens once. A long job
    opens units of its own by `open` and keeps its place by `remember`.
    """

    def __init__(
        self, claim: Claim, session: Session | None = None, lines: Lines | None = None, *, light: bool = False
    ) -> None:
        self.claim = claim
        self._session = session
        self._looked = self._shown = 0.0
        self._stop = False
        self._place: dict[str, Any] | None = claim.position
        self._light = light
        self.lines = lines or Lines(claim)

    @property
    def id(self) -> UUID:
        """The job's id; with a number of your own it makes a good idempotency key."""
        return self.claim.id

    @property
    def tenant_id(self) -> UUID | None:
        """Whose job it is; None for the house's own."""
        return self.claim.tenant_id

    @property
    def member_id(self) -> UUID | None:
        """The person who asked for it."""
        return self.claim.member_id

    @property
    def operation_id(self) -> UUID | None:
        """The operation that asked for it, to which all its effects belong."""
        return self.claim.operation_id

    @property
    def attempt(self) -> int:
        """The number of this attempt, from 1."""
        return self.claim.attempts

    @property
    def session(self) -> Session:
        """The transaction in which the job is finished."""
        if self._session is None:
            raise RuntimeError("This job has no session of its own here; use open().")
        return self._session

    @property
    def position(self) -> dict[str, Any]:
        """What `remember` kept last, also by an earlier run that was cut off; empty at the first."""
        return dict(self._place or {})

    @contextmanager
    def open(self) -> Iterator[Session]:
        """A unit of work of its own, committed at the end; refused (LostLease) if the job is no longer ours.

        What `remember` is given within is kept in the same commit. Light jobs may not (RuntimeError).
        """
        if self._light:
            raise RuntimeError("A light job has only the session in which it is finished.")
        with unit(self.claim) as session:
            yield session
            session.flush()
            settle(session, self.claim, position=self._place, **self.lines.touched())
            self.lines.write(session)

    def remember(self, **place: Any) -> None:
        """Keep where to go on (JSON values), with the commit of the present `open` or at the next one."""
        self._place = place

    def log(self, line: str, level: str = "info") -> None:
        """Say something that people read on the job's page; it stays also where the attempt fails."""
        self.lines.say(line, level)

    def link(self, table: str, id: UUID) -> None:
        """Note that the job touched this record; kept with the commit of the present `open` or with the end."""
        self.lines.touch(table, id)

    def progress(self, done: int, total: int | None = None, note: str | None = None) -> None:
        """Show how far it is, at most four times a second (the last, `done == total`, always). Raises LostLease."""
        if time.monotonic() - self._shown >= BETWEEN or done == total:
            self._shown = time.monotonic()
            self._look(progress_done=done, progress_total=total, progress_note=note)

    def cancelled(self) -> bool:
        """Whether somebody asked this job to stop; asks the database at most four times a second. Raises LostLease."""
        if not self._stop and time.monotonic() - self._looked >= BETWEEN:
            self._look()
        return self._stop

    def check(self) -> None:
        """Raise Cancelled if somebody asked this job to stop; call it between two steps."""
        if self.cancelled():
            raise Cancelled

    def _look(self, **values: Any) -> None:
        self._looked = time.monotonic()
        mine = (
            update(Job)
            .where(col(Job.id) == self.id, col(Job.fence) == self.claim.fence, col(Job.status) == State.PROCESSING)
            .values(**(values or {"fence": col(Job.fence)}))
            .returning(col(Job.cancel_requested_at))
            .execution_options(synchronize_session=False)
        )
        with unit(self.claim) as session:
            row = session.execute(mine).first()
            if row is None:
                raise LostLease(str(self.id))
            self._stop = row[0] is not None
            if values:
                self.lines.write(session)
                touch(session, "job_queue")
