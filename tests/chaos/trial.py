"""One run of the workflow of the sweep, and all that is left of it, inside and outside."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from app.automation import runs
from app.automation.models import Execution, StepLog
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.effects import Effect
from app.core.events.post import post
from app.core.mail import Mail
from app.crm.models import Task
from app.integrations import endpoints
from app.integrations.models import WebhookDelivery
from tests.app.automation.living import publish
from tests.chaos.outside import Outside

# What is sent without a key by which the receiver would know the second of two, with the step that sends it.
ONCE = {"mail": "mail", "http": "call"}


def prepare(owner: Actor, url: str) -> None:
    """The workflow, and a webhook that tells of each task that it makes."""
    steps = [
        {"type": "task.create", "id": "first", "title": "First {{ who }}"},
        {"type": "sendEmail", "id": "mail", "template": "welcome", "to": "{{ mail }}"},
        {"type": "http", "id": "call", "method": "POST", "url": f"{url}/call", "json": {"who": "{{ who }}"}},
        {"type": "task.create", "id": "last", "title": "Last {{ who }}"},
    ]
    publish(owner, {"steps": steps, "triggerConfig": {"event": "sweep.begun"}})
    run(owner, endpoints.create, {"name": "Sweep", "url": f"{url}/hook", "events": ["task.created"]})


@dataclass(frozen=True)
class Trial:
    """One run, known by a name that stands in all that it does."""

    owner: Actor
    world: Outside
    who: str

    @property
    def mail(self) -> str:
        """Where its mail goes."""
        return f"{self.who}@example.com"

    def begin(self) -> None:
        """Let happen what it begins with."""
        payload = {"user": {"name": self.who}, "mail": self.mail, "who": self.who}
        with open_session(self.owner) as session:
            post(session, "sweep.begun", payload, key=self.who)

    def run(self) -> Execution | None:
        """Its row, once it has begun."""
        with open_session(self.owner) as session:
            mine = select(Execution).where(col(Execution.context)["who"].astext == self.who)
            return session.scalars(mine).one_or_none()

    def state(self) -> str | None:
        """Where it stands."""
        made = self.run()
        return made.state if made else None

    def torn(self) -> str | None:
        """The kind of the sending that was begun and whose answer is not written down, where that can happen once."""
        made = self.run()
        with open_session(self.owner) as session:
            mine = col(Effect.waiter).startswith(f"run:{made.id}:" if made else "never")
            found = session.scalars(select(col(Effect.kind)).where(mine, col(Effect.state) == "sending")).all()
        return next((kind for kind in found if kind in ONCE), None)

    def arrived(self, kind: str) -> int:
        """How many mails or calls of it the world has seen."""
        if kind == "mail":
            return self.world.letters[self.mail]
        return sum(count for (who, _), count in self.world.calls.items() if who == self.who)

    def decide(self, kind: str, decision: str) -> None:
        """Say what became of its sending."""
        made = self.run()
        assert made
        run(self.owner, runs.decide, {"id": made.id, "key": ONCE[kind], "decision": decision})

    def end(self) -> dict[str, Any]:
        """All that is left of it."""
        made = self.run()
        assert made
        titled = f" {self.who}"
        return {
            "state": made.state,
            **self._kept(made, titled),
            "letters": self.arrived("mail"),
            "calls": self.arrived("http"),
        }

    def _kept(self, made: Execution, titled: str) -> dict[str, Any]:
        log = select(col(StepLog.path), col(StepLog.status)).where(col(StepLog.execution_id) == made.id)
        mails = select(col(Mail.state)).where(col(Mail.to) == self.mail)
        with open_session(self.owner) as session:
            tasks = session.scalars(select(Task).where(col(Task.title).endswith(titled))).all()
            about = [col(WebhookDelivery.body).contains(str(task.id)) for task in tasks]
            told = session.scalars(select(col(WebhookDelivery.state)).where(or_(*about))).all()
            steps = [tuple(row) for row in session.execute(log.order_by(col(StepLog.step_index)))]
            return {
                "steps": steps,
                "mails": list(session.scalars(mails)),
                "tasks": sorted(task.title.removesuffix(titled) for task in tasks),
                "deliveries": sorted(told),
                "hooks": sorted(list(self.world.hooks.values()).count(str(task.id)) for task in tasks),
            }
