"""The ways through a workflow: what each step may read, and which steps are never reached."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.automation.definition.checking.known import Known, joined
from app.automation.definition.checking.outputs import brought, proven
from app.automation.definition.deciding import Approval, Branch, Condition, Loop, Parallel
from app.automation.definition.doing import Stop, WaitForEvent
from app.automation.definition.step import OnError, Step, Steps

Visit = Callable[[Step, Known], None]


@dataclass
class Flow:
    """Goes all ways through the steps and shows each step to `visit` with what is known there."""

    visit: Visit
    dead: list[Step] = field(default_factory=list[Step])

    def along(self, steps: Steps, known: Known) -> Known | None:
        """What is known after the steps; None where no way leads out of them."""
        here: Known | None = known
        for step in steps:
            if here is None:
                self.dead.append(step)
                break
            here = self._past(step, here)
        return here

    def _past(self, step: Step, known: Known) -> Known | None:
        self.visit(step, known)
        done = self._inside(step, known)
        if step.on_error == "stop":
            return done
        output = tuple(brought(step))
        failed: Known | None = known.perhaps(*output)
        if isinstance(step.on_error, OnError):
            failed = self.along(step.on_error.steps, failed)
        return joined([way for way in (done, failed) if way is not None])

    def _inside(self, step: Step, known: Known) -> Known | None:
        if isinstance(step, Stop):
            return None
        after = known.plus(*brought(step))
        if isinstance(step, Loop):
            inside = self.along(step.steps, known.plus(f"{step.as_}.*", "item.*", "index", "loop.*"))
            return after.perhaps(*inside.maybe) if inside else after
        if isinstance(step, Parallel):
            return self._side_by_side(step, after)
        ways = [self.along(steps, way) for steps, way in self._ways(step, known, after)]
        return joined([way for way in ways if way is not None]) if ways else after

    def _ways(self, step: Step, known: Known, after: Known) -> Iterator[tuple[Steps, Known]]:
        match step:
            case Condition():
                yield step.if_true, after.plus(*proven(step.rules), *([step.check] if step.check else []))
                yield step.if_false, after
            case Branch():
                for case in step.branches:
                    yield case.steps, after.plus(*proven(case.rules))
                yield step.otherwise, after
            case Approval():
                yield step.if_approved, after
                yield step.if_rejected, after
            case WaitForEvent():
                yield (), after
                yield step.on_timeout, known.perhaps(*brought(step))
            case _:
                return

    def _side_by_side(self, step: Parallel, after: Known) -> Known | None:
        ends = [self.along(lane.steps, after) for lane in step.branches]
        through = [end for end in ends if end is not None]
        if step.join == "any":
            return joined(through)
        if len(through) < len(ends):
            return None
        every = frozenset[str].union(*(end.sure for end in through))
        return after.plus(*every).perhaps(*frozenset[str].union(*(end.maybe for end in through)))
