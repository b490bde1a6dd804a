"""Random edits, deletions and undos by two people, held against a model that knows no SQL."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from app.core.actions import run
from app.core.db import Session, open_session
from app.core.errors import Conflict
from app.core.history.actions import undo as undo_action
from app.core.ids import new_id
from app.crm.models import Company
from tests.factories.edits import operate
from tests.factories.people import new_owner

COLUMNS = ("city", "sector")
Row = dict[str, Any]
Cell = tuple[UUID, str]


class Model:
    """Every cell as the list of operations that changed it; the row itself is one more cell, its deletion a change."""

    def __init__(self) -> None:
        self.rows: dict[UUID, Row] = {}
        self.changes: list[tuple[UUID, UUID, UUID, str, Any]] = []

    def write(self, operation: UUID, root: UUID, after: dict[UUID, Row]) -> None:
        for row_id in self.rows.keys() | after.keys():
            old, new = self.rows.get(row_id), after.get(row_id)
            if (old is None) != (new is None):
                self.changes.append((operation, root, row_id, "*", old))
            elif old and new:
                for name in COLUMNS:
                    if old[name] != new[name]:
                        self.changes.append((operation, root, row_id, name, old[name]))
        self.rows = after

    def standing(self, operation: UUID, row_id: UUID, name: str | None) -> bool:
        """Whether a later change stands on the cell (on the row, where no name is given)."""
        at = next(n for n, c in enumerate(self.changes) if c[0] == operation and c[2] == row_id)
        odd: dict[tuple[UUID, str], set[UUID]] = {}
        for other, root, row, column, _ in self.changes[at:]:
            if other != operation and row == row_id and (name is None or column in (name, "*")):
                odd.setdefault((root, column), set()).add(other)
        return any(len(others) % 2 for others in odd.values())

    def undone(self, operation: UUID) -> dict[UUID, Row]:
        after = {row_id: dict(row) for row_id, row in self.rows.items()}
        for other, _, row_id, name, before in self.changes:
            if other != operation:
                continue
            if name == "*" and before is None:
                if row_id in after and not self.standing(operation, row_id, None):
                    del after[row_id]
            elif name == "*":
                if row_id not in after and not self.standing(operation, row_id, "*"):
                    after[row_id] = dict(before)
            elif row_id in after and not self.standing(operation, row_id, name):
                after[row_id][name] = before
        return after


class Machine(RuleBasedStateMachine):
    """One tenant, a handful of companies."""

    def __init__(self) -> None:
        super().__init__()
        self.owner, self.model = new_owner(), Model()
        self.operations: list[tuple[UUID, UUID]] = []

    def done(self, operation: UUID, root: UUID | None, after: dict[UUID, Row]) -> None:
        self.model.write(operation, root or operation, after)
        self.operations.append((operation, root or operation))

    def copy(self) -> dict[UUID, Row]:
        return {row_id: dict(row) for row_id, row in self.model.rows.items()}

    @rule(values=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=3))
    def make(self, values: list[tuple[str, str]]) -> None:
        made = {new_id(): {"city": city, "sector": sector} for city, sector in values}
        rows = [{"id": row_id, "name": "n", **row} for row_id, row in made.items()]
        operation = operate(self.owner, lambda s: s.execute(insert(Company), rows))
        self.done(operation, None, self.copy() | made)

    @precondition(lambda self: self.model.rows)
    @rule(
        data=st.data(), name=st.sampled_from(COLUMNS), value=st.sampled_from(["a", "b", "x", None]), twice=st.booleans()
    )
    def change(self, data: st.DataObject, name: str, value: str | None, twice: bool) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.model.rows)), min_size=1))

        def work(session: Session) -> None:
            for each in ["interim", value] if twice else [value]:
                session.execute(update(Company).where(col(Company.id).in_(chosen)).values({name: each}))

        after = self.copy()
        # A detour within one operation counts as a change of the cell only where it ends elsewhere; skip the rest.
        if any(after[row_id][name] == value for row_id in chosen):
            return
        for row_id in chosen:
            after[row_id][name] = value
        self.done(operate(self.owner, work), None, after)

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.model.rows)), min_size=1))
        operation = operate(self.owner, lambda s: s.execute(delete(Company).where(col(Company.id).in_(chosen))))
        self.done(operation, None, {k: v for k, v in self.copy().items() if k not in chosen})

    @precondition(lambda self: self.operations)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        operation, root = data.draw(st.sampled_from(self.operations))
        try:
            done = run(self.owner, undo_action, {"operation_id": operation})
        except Conflict:
            return
        assert done.operation_id
        self.done(done.operation_id, root, self.model.undone(operation))

    @invariant()
    def the_table_is_as_the_model_says(self) -> None:
        with open_session(self.owner) as session:
            found = session.execute(select(col(Company.id), col(Company.city), col(Company.sector)))
            assert {r.id: {"city": r.city, "sector": r.sector} for r in found} == self.model.rows


@pytest.mark.slow
def test_random_edits_and_undos(house: object) -> None:
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=60, stateful_step_count=14, deadline=None, suppress_health_check=checks)
    )
