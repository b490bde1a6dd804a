"""The tables that people know as records: what they are called, who may read them, and where they open."""

from dataclasses import dataclass

from app.core.access import Permission
from app.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record. `label_column` names a row of it; `route` is its page, with `{id}` where the id goes.

    People can look for those that have a `noun`, by which actions call them; `hint` is the column that tells apart two
    of the same name.
    """

    table: str
    title: str
    permission: Permission
    label_column: str = "name"
    route: str | None = None
    noun: str = ""
    hint: str = ""

    def link(self, row_id: object) -> str | None:
        """The page of one record, or None where the kind has none."""
        return self.route.replace("{id}", str(row_id)) if self.route else None


_subjects: dict[str, Subject] = {}


def register(
    table: str,
    title: str,
    permission: Permission,
    label_column: str = "name",
    route: str | None = None,
    noun: str = "",
    hint: str = "",
) -> Subject:
    """Make the history of `table` readable to holders of `permission`; a table nobody registered shows no values."""
    if table in _subjects:
        raise ValueError(f"The table {table} is registered twice.")
    _subjects[table] = Subject(table, title, permission, label_column, route, noun, hint)
    return _subjects[table]


def subject_of(table: str) -> Subject | None:
    """What is registered of a table, or None."""
    return _subjects.get(table)


def subject_called(noun: str) -> Subject | None:
    """The kind of record that actions call so, where people can look for it."""
    return next((known for known in _subjects.values() if noun and known.noun == noun), None)


def title_of(table: str) -> str:
    """What people call a row of the table."""
    known = _subjects.get(table)
    return known.title if known else table.replace("_", " ").capitalize()


def readable(actor: Actor, table: str) -> bool:
    """Whether the actor may see values of the table."""
    known = _subjects.get(table)
    return known is not None and actor.may(known.permission)
