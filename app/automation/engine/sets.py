"""Steps of many runs that are carried out together: what a pass has been asked for, and what came of it."""

import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from app.automation.engine.deeds import do, do_together
from app.automation.engine.port import Deed
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import AppError

Place = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """An action that a step of a run asks for."""

    run_id: UUID
    key: str
    actor: Actor
    action: str
    arguments: dict[str, Any]
    why: str


@dataclass
class Sets:
    """What the runs of one tenant ask for in one pass; those of the same step and workflow are done as one."""

    session: Session
    asked: dict[UUID, dict[str, Ask]] = field(default_factory=dict[UUID, dict[str, Ask]])
    done: dict[Place, Deed | AppError] = field(default_factory=dict[Place, Deed | AppError])

    def take(self, ask: Ask) -> Deed | None:
        """What came of it, once; None where it is still to be done. Raises the AppError that it ended in."""
        place = (ask.run_id, ask.key)
        if place not in self.done:
            self.asked.setdefault(ask.run_id, {})[ask.key] = ask
            return None
        answer = self.done.pop(place)
        if isinstance(answer, AppError):
            raise answer
        return answer

    def waiting(self, run_id: UUID, open_keys: set[str]) -> bool:
        """Whether a run waits for something asked for; what it no longer stands at is forgotten."""
        mine = {key: ask for key, ask in self.asked.pop(run_id, {}).items() if key in open_keys}
        if mine:
            self.asked[run_id] = mine
        return bool(mine)

    def carry_out(self) -> None:
        """Do all that is asked for, in the order in which it was."""
        groups: dict[tuple[str, str], dict[Place, Ask]] = defaultdict(dict)
        for ask in (ask for asked in self.asked.values() for ask in asked.values()):
            groups[(ask.why, ask.action)][(ask.run_id, ask.key)] = ask
        self.asked = {}
        for group in groups.values():
            self.done |= self._many(group) if len(group) > 1 else self._each(group)

    def _many(self, group: dict[Place, Ask]) -> dict[Place, Deed | AppError]:
        asks = list(group.values())
        first, why = asks[0], f"{asks[0].why}: {len(asks)} at once"
        began = time.perf_counter()
        try:
            answers = do_together(self.session, first.actor, first.action, [ask.arguments for ask in asks], why)
        except AppError:
            return self._each(group)
        return dict(zip(group, [_timed(answer, began, len(asks)) for answer in answers], strict=True))

    def _each(self, group: dict[Place, Ask]) -> dict[Place, Deed | AppError]:
        return {place: self._one(ask) for place, ask in group.items()}

    def _one(self, ask: Ask) -> Deed | AppError:
        began = time.perf_counter()
        try:
            return _timed(do(self.session, ask.actor, ask.action, ask.arguments, ask.why), began, 1)
        except AppError as error:
            return error


def _timed(answer: Deed | AppError, began: float, many: int) -> Deed | AppError:
    if isinstance(answer, AppError):
        return answer
    share = round((time.perf_counter() - began) * 1000 / many)
    return replace(answer, duration_ms=max(share, 1))
