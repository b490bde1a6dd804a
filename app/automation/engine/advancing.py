"""Runs on their way through a pass, and what those of one tenant share."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from app.automation.engine.admission import Admission
from app.automation.engine.claim import Run
from app.automation.engine.flow import Progress
from app.automation.engine.interpreter import Walk
from app.automation.engine.sets import Sets
from app.automation.engine.world import World
from app.automation.engine.writing import Outcome
from app.automation.models import RunState
from app.core.errors import AppError


@dataclass
class Scene:
    """What the runs of one tenant share in a pass."""

    world: World
    active: set[UUID]
    gone: set[UUID]
    admission: Admission
    sets: Sets


@dataclass
class Advance:
    """A run on its way; it goes again where its step was carried out together with those of others."""

    run: Run
    walk: Walk
    until: datetime | None
    last: Outcome | None = None

    def go(self) -> Outcome:
        """Go as far as it goes now."""
        try:
            progress = self.walk.advance(self.until)
        except DBAPIError:
            raise
        except AppError as error:
            progress = Progress(RunState.FAILED, error=error.message, lines=self.walk.lines)
        self.last = Outcome(self.run, progress, self.walk.cursor.data(), self.walk.now)
        return self.last
