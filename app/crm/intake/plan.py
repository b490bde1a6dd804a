"""What each row of an import would do, decided before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.crm.intake.fields import Field
from app.crm.intake.parse import Hints, hints, parse
from app.crm.intake.sheet import Row
from app.crm.intake.values import Problem, Value

Outcome = Literal["created", "updated", "unchanged", "refused"]
Key = tuple[Value, ...]


@dataclass(frozen=True)
class Plan:
    """How an import reads its rows.

    `mapping` gives the field's name for each column (None: left out), `hints` what each column says of its cells,
    `match_on` the fields that tell whether a record is there already (none: every row is new).
    """

    fields: tuple[Field, ...]
    mapping: Mapping[str, str | None]
    hints: Mapping[str, Hints] = field(default_factory=dict[str, Hints])
    match_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as typed values by field, empty cells as None; `reasons` say why it must be refused."""

    number: int
    values: dict[str, Value]
    key: Key | None
    source: dict[str, str]
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a row would do; `changes` holds what to write: every filled field of a new record, else what differs."""

    outcome: Outcome
    draft: Draft
    changes: dict[str, Value] = field(default_factory=dict[str, Value])
    reasons: tuple[str, ...] = ()


def plan_for(
    sheet_sample: Sequence[Mapping[str, str]],
    fields: Sequence[Field],
    mapping: Mapping[str, str | None],
    match_on: Sequence[str] = (),
    region: str | None = None,
) -> Plan:
    """Return the plan of an import, its hints learnt from sample rows; pass many rows, the more the surer.

    `match_on` fields that no column fills are left out.
    """
    by_name = {one.name: one for one in fields}
    taken = {column: name for column, name in mapping.items() if name in by_name}
    learnt = {
        column: hints(by_name[name], [row.get(column, "") for row in sheet_sample], region)
        for column, name in taken.items()
    }
    keys = tuple(name for name in match_on if name in taken.values())
    return Plan(tuple(fields), taken, learnt, keys)


def understand(row: Row, plan: Plan) -> Draft:
    """Return a row as typed values, with the reasons against it."""
    if row.problem:
        return Draft(row.number, {}, None, row.values, (row.problem,), row.notes)
    by_name = {one.name: one for one in plan.fields}
    values: dict[str, Value] = {}
    reasons, notes = _missing(plan), list(row.notes)
    for column, name in plan.mapping.items():
        if name is None:
            continue
        result = parse(by_name[name], row.values.get(column, ""), plan.hints.get(column))
        if isinstance(result, Problem):
            reasons.append(f"{column}: {result}")
        else:
            values[name] = result.value
            notes += [f"{column}: {result.note}"] if result.note else []
    return Draft(row.number, values, key_of(values, plan), row.values, tuple(reasons), tuple(notes))


def key_of(values: Mapping[str, Value], plan: Plan) -> Key | None:
    """Return what a record is matched by, texts without regard to case; None where any part is empty."""
    key = tuple(_comparable(values.get(name)) for name in plan.match_on)
    return key if key and all(part not in (None, "") for part in key) else None


def decide(
    drafts: Iterable[Draft],
    existing: Callable[[Key], Mapping[str, Value] | None],
    match_on: Sequence[str] = (),
    seen: dict[Key, int] | None = None,
) -> Iterator[Decision]:
    """Yield what each row would do, given the present values of the record a key belongs to.

    Empty cells and the fields of `match_on` (the plan's) change nothing. A second row with the same key is refused;
    hand the same `seen` to every batch.
    """
    seen = {} if seen is None else seen
    for draft in drafts:
        earlier = seen.get(draft.key) if draft.key and not draft.reasons else None
        if earlier:
            yield Decision("refused", draft, reasons=(f"Row {earlier} is about the same record",))
            continue
        if draft.key and not draft.reasons:
            seen[draft.key] = draft.number
        yield _decision(draft, existing(draft.key) if draft.key and not draft.reasons else None, match_on)


def _decision(draft: Draft, current: Mapping[str, Value] | None, match_on: Sequence[str]) -> Decision:
    if draft.reasons:
        return Decision("refused", draft, reasons=draft.reasons)
    filled: dict[str, Value] = {name: value for name, value in draft.values.items() if value is not None}
    if current is None:
        return Decision("created", draft, filled)
    # What the record was matched by is the same but for its case, and the record's own spelling stands.
    changes = {name: value for name, value in filled.items() if name not in match_on and value != current.get(name)}
    return Decision("updated" if changes else "unchanged", draft, changes)


def _missing(plan: Plan) -> list[str]:
    filled = set(plan.mapping.values())
    return [f"{one.title} is missing" for one in plan.fields if one.required and one.name not in filled]


def _comparable(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value
