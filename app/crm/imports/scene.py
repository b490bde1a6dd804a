"""What the rows of one import refer to: people, companies, products and stages, and those still to be made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import OwnedRow, Session
from app.core.ids import new_id
from app.crm.imports.near import Names
from app.crm.models import Company, Product, Stage


@dataclass
class Told:
    """What is said about one row: reasons against it, and notes of what was read otherwise than written."""

    reasons: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Kind:
    """A kind of record that a cell may name; `extra` are the values that a new one starts with."""

    model: type[OwnedRow]
    title: str
    permission: Permission
    extra: Mapping[str, Any]


# People named by a file keep their records, but get no new ones until somebody lets them in.
KINDS: Mapping[str, Kind] = {
    "company": Kind(Company, "Company", Permission.COMPANIES_WRITE, {"source": "import"}),
    "product": Kind(Product, "Product", Permission.PRODUCTS_WRITE, {}),
    "person": Kind(Member, "Person", Permission.PEOPLE_WRITE, {"role": "rep", "active": False}),
    "stage": Kind(Stage, "Stage", Permission.PIPELINES_WRITE, {}),
}


@dataclass(frozen=True)
class Pending:
    """A record that the rows name and nobody has made yet."""

    kind: str
    values: dict[str, Any]


class Scene:
    """One import at work: who acts, and by which names records are found."""

    def __init__(self, actor: Actor, options: Mapping[str, Any]) -> None:
        self.actor, self.options = actor, options
        self.names: dict[str, Names] = {}
        self.pending: dict[UUID, Pending] = {}
        self.stages: dict[UUID, Stage] = {}
        self.rank = 0
        self.later: dict[UUID, str] = {}
        self.parents: dict[int, str] = {}

    @property
    def currency(self) -> str:
        """The currency of amounts that name none."""
        return str(self.options.get("currency") or self.actor.currency)

    def load(self, session: Session, kinds: Iterable[str]) -> None:
        """Read the names of these kinds."""
        for kind in kinds:
            if kind == "stage":
                self._load_stages(session)
                continue
            table = KINDS[kind].model.metadata.tables[KINDS[kind].model.__tablename__]
            rows = session.execute(select(table.c.id, table.c.name))
            self.names[kind] = Names((row.id, row.name) for row in rows)

    def _load_stages(self, session: Session) -> None:
        mine = select(Stage).where(col(Stage.pipeline_id) == UUID(self.options["pipeline_id"]))
        self.stages = {stage.id: stage for stage in session.scalars(mine.order_by(col(Stage.position)))}
        self.names["stage"] = Names((stage.id, stage.name) for stage in self.stages.values())

    def link(self, kind: str, text: object, told: Told) -> UUID | None:
        """The id of the record a cell names, one to be made where there is none; None for an empty cell.

        A name that several bear is refused, and so is a new one that the person may not make.
        """
        if not isinstance(text, str) or not text:
            return None
        names = self.names[kind]
        found = names.find(text)
        if found:
            told.notes += [f"{KINDS[kind].title} {found.note}"] if found.note else []
            return found.id
        if several := names.same(text):
            told.reasons.append(f"{KINDS[kind].title} “{text[:80]}”: {several} bear this name; it is not clear which")
            return None
        return self._plan(kind, text, told)

    def _plan(self, kind: str, text: str, told: Told) -> UUID | None:
        known = KINDS[kind]
        if len(text) > 200:
            told.reasons.append(f"{known.title}: a name has at most 200 characters")
            return None
        if not self.actor.may(known.permission):
            told.reasons.append(f"There is no {known.title.lower()} “{text}”, and your role does not let you add one")
            return None
        row_id = new_id()
        self.pending[row_id] = Pending(kind, {"id": row_id, "name": text, **known.extra})
        self.names[kind].add(row_id, text)
        return row_id

    def title(self, value: object) -> str | None:
        """The name behind the id of a linked record."""
        if not isinstance(value, UUID):
            return None
        return next((names.of_id[value] for names in self.names.values() if value in names.of_id), None)
