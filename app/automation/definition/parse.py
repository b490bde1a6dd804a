"""From JSON to a definition, with every fault at its step and field."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from app.automation.definition.definition import Definition
from app.automation.definition.doing import Act
from app.automation.definition.faults import Faults, told
from app.automation.definition.ids import Ids, with_ids
from app.automation.definition.kinds import CASES, COMMON, KINDS, LISTS
from app.automation.definition.nearness import did_you_mean
from app.automation.definition.part import DEEPEST, MOST_STEPS
from app.automation.definition.size import measure
from app.automation.definition.step import Step
from app.core.errors import Invalid

Raw = dict[str, Any]


def parse(raw: object, highest: Mapping[str, int] | None = None) -> Definition:
    """The definition that JSON data describes; steps without an id get one above `highest` (stem → number).

    Raises Invalid, with `fields` like "steps.send-2.template".
    """
    if not isinstance(raw, Mapping):
        raise Invalid("A workflow is a JSON object with name, triggerType and steps.")
    measure(raw)
    return _Reader(highest).read({str(key): value for key, value in cast(Mapping[object, Any], raw).items()})


class _Reader:
    """Reads one definition; collects all faults before it refuses."""

    def __init__(self, highest: Mapping[str, int] | None) -> None:
        self.faults, self.ids, self.count = Faults(), Ids(highest), 0

    def read(self, raw: Raw) -> Definition:
        given = raw.get("steps", [])
        steps = self._list(with_ids(given, self.ids) if isinstance(given, list) else given, "", 0, "steps")
        self.faults.refuse()
        try:
            return Definition.model_validate({**raw, "steps": steps})
        except ValidationError as error:
            for name, reason in told(error, Definition, raw):
                self.faults.at(name or "definition", reason)
        self.faults.refuse()
        raise AssertionError("unreachable")

    def _list(self, raw: object, place: str, depth: int, field: str) -> tuple[Step, ...]:
        if not isinstance(raw, list):
            self.faults.at(field, "must be a list of steps")
            return ()
        if depth > DEEPEST:
            self.faults.at("steps", f"steps are nested more than {DEEPEST} deep at {place}")
            return ()
        items = cast(list[object], raw)
        read = [self._step(item, f"{place}{at + 1}", depth) for at, item in enumerate(items)]
        return tuple(step for step in read if step is not None)

    def _step(self, raw: object, place: str, depth: int) -> Step | None:
        self.count += 1
        if self.count > MOST_STEPS:
            self.faults.at("steps", f"there are more than {MOST_STEPS} steps")
            return None
        if not isinstance(raw, dict):
            self.faults.at(f"steps.{place}", "a step is a JSON object with a type")
            return None
        fields = dict(cast(Raw, raw))
        kind = fields.get("type")
        if not isinstance(kind, str) or not kind:
            self.faults.at_step(place, str(fields.get("id") or place), "type", "is missing")
            return None
        step_id = str(fields.get("id"))[:80]
        if step_id in self.ids.doubled:
            self.faults.at_step(place, step_id, "id", "two steps have this id; leave one out to get a fresh one")
        model = self._model(kind, fields, place, step_id)
        if model is None:
            return None
        self._nested(kind, fields, place, depth, step_id)
        return self._made(model, fields, place, step_id)

    def _model(self, kind: str, fields: Raw, place: str, step_id: str) -> type[Step] | None:
        if kind in KINDS:
            return KINDS[kind]
        if "." not in kind:
            hint = did_you_mean(kind, KINDS)
            self.faults.at_step(place, step_id, "type", f"there is no type of step called {kind[:60]!r}.{hint}")
            return None
        beside = {name: fields.pop(name) for name in list(fields) if name not in COMMON}
        arguments = fields.get("arguments")
        fields["arguments"] = {**beside, **cast(Raw, arguments)} if isinstance(arguments, dict) else arguments or beside
        fields.setdefault("action", kind)
        return Act

    def _nested(self, kind: str, fields: Raw, place: str, depth: int, step_id: str) -> None:
        for name in LISTS.get(kind, ()):
            if name in fields:
                fields[name] = self._list(fields[name], f"{place}.{name}.", depth + 1, f"steps.{step_id}.{name}")
        for name in CASES.get(kind, ()):
            fields[name] = self._cases(fields.get(name), name, place, depth, step_id)
        handler = fields.get("onError")
        if isinstance(handler, dict) and "steps" in handler:
            steps = self._list(handler["steps"], f"{place}.onError.", depth + 1, f"steps.{step_id}.onError")
            fields["onError"] = {**cast(Raw, handler), "steps": steps}

    def _cases(self, raw: object, name: str, place: str, depth: int, step_id: str) -> object:
        if not isinstance(raw, list):
            return raw
        made: list[object] = []
        for at, case in enumerate(cast(list[object], raw)):
            if isinstance(case, dict) and "steps" in case:
                where = f"{place}.{name}.{at + 1}."
                steps = self._list(cast(Raw, case)["steps"], where, depth + 1, f"steps.{step_id}.{name}.{at}")
                case = {**cast(Raw, case), "steps": steps}
            made.append(case)
        return made

    def _made(self, model: type[Step], fields: Raw, place: str, step_id: str) -> Step | None:
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            for name, reason in told(error, model, fields):
                self.faults.at_step(place, step_id, name, reason)
            return None
