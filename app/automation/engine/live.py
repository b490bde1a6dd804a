"""The world of a run that is for real: the database, in the transaction of the pass."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from app.automation import facts
from app.automation.definition import Act, Approval, Definition, Http, SubWorkflow, WaitForEvent, canonical
from app.automation.definition.conditions import holds
from app.automation.engine import calling, questions, starting, subjects
from app.automation.engine.claim import Run
from app.automation.engine.deeds import do, nested
from app.automation.engine.port import Deed, Scope
from app.automation.engine.sets import Ask, Sets
from app.automation.engine.world import World
from app.automation.engine.writing import Gathered
from app.automation.models import Approval as Question
from app.automation.models import ApprovalState, Wait
from app.core import mail
from app.core.actions import way_together
from app.core.actor import Actor, house
from app.core.db import Session
from app.core.db.session import become
from app.core.events import Event
from app.core.events.directed import heard_by
from app.core.ids import new_id


class LivePort:
    """What the steps of one run do to the world."""

    def __init__(
        self,
        session: Session,
        run: Run,
        definition: Definition,
        world: World,
        now: datetime,
        gathered: Gathered,
        sets: Sets | None = None,
    ) -> None:
        self.session, self.run, self.definition, self.world = session, run, definition, world
        self.now, self.gathered, self.sets = now, gathered, sets
        self.actor: Actor = house(run.tenant_id, definition.name)

    def waiter(self, key: str) -> str:
        """The name under which this step is told how its sending ended; its idempotency key too."""
        return f"run:{self.run.id}:{key}"

    def act(self, key: str, step: Act, arguments: dict[str, Any]) -> Deed | None:
        """Carry out an action, or have it carried out together with those of other runs."""
        why = f"Workflow “{self.definition.name}”, {step.title}"
        if self.sets is not None and way_together(step.action):
            return self.sets.take(Ask(self.run.id, key, self.actor, step.action, arguments, why))
        return do(self.session, self.actor, step.action, arguments, why)

    def mail(self, key: str, template: str, to: str, scope: Scope) -> None:
        """Write a mail and the job that sends it."""
        name = self.waiter(key)
        with nested(self.session):
            become(self.session, self.actor)
            mail.write(self.session, to=to, template=template, scope=scope, key=name, waiter=name)

    def call(self, key: str, step: Http, request: dict[str, Any]) -> None:
        """Write down a web call and the job that makes it."""
        with nested(self.session):
            calling.ask(self.session, self.waiter(key), step, request)

    def ask(self, key: str, step: Approval, to: str, message: str, until: datetime | None) -> None:
        """Write a question and tell those it goes to."""
        with nested(self.session):
            questions.ask(self.session, self.run, key, step, to, message, until)

    def remind(self, key: str, step: Approval, escalate: bool) -> None:
        """Tell them again, or tell those it is escalated to."""
        with nested(self.session):
            questions.remind(self.session, self.run, key, step, escalate)

    def listen(self, key: str, step: WaitForEvent) -> None:
        """Wait for an event of the same subject, or of any where rules match."""
        about = None if step.match is not None else self.run.subject_id
        row = {"tenant_id": self.run.tenant_id, "execution_id": self.run.id, "path": key, "subject_id": about}
        self.gathered.waits.append({"id": new_id(), **row, "event": canonical(step.event), "match": step.match})

    def overheard(self, step: WaitForEvent, since: datetime) -> dict[str, Any] | None:
        """The event, if it came before this wait could be seen by those who hand events on."""
        wanted = select(Event).where(col(Event.name) == canonical(step.event), col(Event.created_at) >= since)
        wanted = wanted.where(heard_by(self.run.workflow_id))
        if step.match is None and self.run.subject_id is not None:
            wanted = wanted.where(col(Event.record_id) == self.run.subject_id)
        for event in self.session.scalars(wanted.order_by(col(Event.seq)).limit(100)):
            payload = subjects.payload_of(self.session, event)
            if step.match is None or holds(step.match, payload, self.now, self.world.zone):
                return payload
        return None

    def child(self, key: str, step: SubWorkflow, context: dict[str, Any]) -> str:
        """Start a run of another workflow below this one."""
        with nested(self.session):
            return str(starting.child(self.session, self.run, key if step.wait else None, step.workflow, context))

    def fact(self, path: str, scope: Scope) -> bool:
        """Whether something is so at this moment."""
        with nested(self.session):
            return facts.read(self.session, path, scope, self.run.subject_id)

    def current(self, scope: Scope) -> Scope:
        """The scope with the record as it is now."""
        return {**scope, **subjects.record_of(self.session, self.run.subject_table, self.run.subject_id)}

    def gone(self) -> bool:
        """Whether the record it is about was deleted since, unless it is its deletion that the run is about."""
        return bool(subjects.gone(self.session, [self.run]))

    def withdraw(self, keys: list[str]) -> None:
        """Take back waits and questions."""
        run_id: UUID = self.run.id
        self.gathered.waits = [w for w in self.gathered.waits if w["execution_id"] != run_id or w["path"] not in keys]
        quiet = {"synchronize_session": False}
        mine = (col(Wait.execution_id) == run_id, col(Wait.path).in_(keys))
        self.session.execute(delete(Wait).where(*mine), execution_options=quiet)
        asked = (col(Question.execution_id) == run_id, col(Question.path).in_(keys))
        over = update(Question).where(*asked, col(Question.state) == ApprovalState.WAITING)
        self.session.execute(over.values(state=ApprovalState.WITHDRAWN.value), execution_options=quiet)
