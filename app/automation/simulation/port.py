"""The world of a trial: what would leave the house is described and counts as having gone well."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation.definition import Act, Approval, Definition, Http, SubWorkflow, WaitForEvent, canonical, span
from app.automation.definition.conditions import holds
from app.automation.engine import questions, starting, subjects
from app.automation.engine.claim import Run
from app.automation.engine.deeds import do
from app.automation.engine.live import LivePort
from app.automation.engine.port import Deed, Scope
from app.automation.engine.world import World
from app.automation.engine.writing import Gathered
from app.core import http
from app.core.actions import Effect, find
from app.core.actor import Actor
from app.core.db import Session
from app.core.events import Event
from app.core.events.directed import heard_by
from app.core.mail import letter_for
from app.core.mail.address import address

Told = dict[str, list[dict[str, Any]]]


class TrialPort(LivePort):
    """Does in a savepoint what is done in the house, and only tells of the rest."""

    def __init__(self, session: Session, run: Run, definition: Definition, world: World, actor: Actor, approve: bool):
        super().__init__(session, run, definition, world, datetime.now().astimezone(), Gathered())
        self.person, self.approve = actor, approve
        self.told: Told = {}
        self.would: dict[str, str] = {}
        self.coming: list[tuple[datetime, str, dict[str, Any]]] = []

    def _answer(self, key: str, kind: str, payload: dict[str, Any], would: str) -> None:
        step = key.partition("@")[0]
        self.would[step] = would
        self.told.setdefault(step, []).append({"kind": kind, "payload": payload})

    def act(self, key: str, step: Act, arguments: dict[str, Any]) -> Deed:
        """Carry out an action, to be taken back at the end; an outside one is only told of."""
        known = find(step.action)
        self.person.check(known.permission)
        self.would[key] = f"{known.title}"
        if known.effect is Effect.EXTERNAL:
            known.input.model_validate(arguments)
            return Deed({})
        return do(self.session, self.actor, step.action, arguments, "trial")

    def mail(self, key: str, template: str, to: str, scope: Scope) -> None:
        """Write the letter, and send none."""
        letter = letter_for(self.session, template, scope)
        answer = {"subject": letter.subject, "text": letter.text[:5_000]}
        settled = {"key": key, "state": "sent", "answer": answer, "error": None}
        self._answer(key, "settled", settled, f"Send “{letter.subject}” to {address(to)}")

    def call(self, key: str, step: Http, request: dict[str, Any]) -> None:
        """Check the address, and call nobody."""
        http.check_url(request["url"])
        answer = {"status": 200, "body": {}, "seconds": 0}
        settled = {"key": key, "state": "sent", "answer": answer, "error": None}
        self._answer(key, "settled", settled, f"{request['method']} {request['url']}")

    def ask(self, key: str, step: Approval, to: str, message: str, until: datetime | None) -> None:
        """Ask nobody; the answer is the one chosen for the trial."""
        if step.to.member:
            questions.member_named(self.session, to)
        payload = {"approved": self.approve, "by": self.person.name, "note": "in a trial"}
        self._answer(key, "answered", payload, f"Ask {to}: {message}")

    def remind(self, key: str, step: Approval, escalate: bool) -> None:
        """Remind nobody."""

    def listen(self, key: str, step: WaitForEvent) -> None:
        """What really happened to the record afterwards counts as having come."""
        self.would[key] = f"Wait for {step.event}"
        until = self.now + (span(step.timeout) if step.timeout else timedelta(days=3650))
        happened = (col(Event.name) == canonical(step.event), col(Event.created_at) > self.now)
        wanted = select(Event).where(*happened, heard_by(self.run.workflow_id), col(Event.created_at) <= until)
        if step.match is None:
            wanted = wanted.where(col(Event.record_id) == self.run.subject_id)
        for event in self.session.scalars(wanted.order_by(col(Event.seq)).limit(100)):
            payload = subjects.payload_of(self.session, event)
            if step.match is None or holds(step.match, payload, event.created_at, self.world.zone):
                self.coming.append((event.created_at, key, payload))
                return

    def overheard(self, step: WaitForEvent, since: datetime) -> dict[str, Any] | None:
        """Nothing comes unheard in a trial."""
        return None

    def child(self, key: str, step: SubWorkflow, context: dict[str, Any]) -> str:
        """Start nothing; the other workflow counts as having gone well."""
        found = starting.workflow_named(self.session, step.workflow)
        payload = {"runId": None, "status": "completed", "vars": {}}
        self._answer(key, "child", payload, f"Run the workflow “{found.name}”")
        return str(UUID(int=0))

    def withdraw(self, keys: list[str]) -> None:
        """Nothing was asked for."""
        self.coming = [event for event in self.coming if event[1] not in keys]
