"""Telling whether a row is about a record that is there already, or about one of an earlier row."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from app.core.db import Session
from app.crm.imports.noun import Noun
from app.crm.intake.plan import Key
from app.crm.intake.values import Value

Record = Mapping[Any, Any]
# Columns whose records are found through a generated or plain lower-case twin.
_TWINS = {"name": "name_key", "email": "email_key"}


def keys_of(noun: Noun, values: Mapping[str, Value]) -> list[Key]:
    """What a row or record can be recognised by, the surest first; each key begins with its columns' names."""
    found: list[Key] = []
    for identity in noun.identities:
        parts = [_comparable(one, values.get(one)) for one in identity]
        if all(part not in (None, "") for part in parts):
            found.append(("+".join(identity), *parts))
    return found


class Known:
    """The records that the rows of a batch may be about."""

    def __init__(self, session: Session, noun: Noun, rows: Sequence[Mapping[str, Value]]) -> None:
        self._noun = noun
        self._by_key: dict[Key, list[Record]] = {}
        for record in _candidates(session, noun, rows):
            for key in keys_of(noun, record):
                self._by_key.setdefault(key, []).append(record)

    def records(self, values: Mapping[str, Value]) -> tuple[Key, list[Record]] | None:
        """The records a row may be about and the key that says so; more than one where it is not clear which.

        Where the row brings a reference of its own, a weaker key fits only records that have none.
        """
        for key in keys_of(self._noun, values):
            fitting = [one for one in self._by_key.get(key, []) if self._open(values, key, one)]
            if fitting:
                return key, fitting
        return None

    def _open(self, values: Mapping[str, Value], key: Key, record: Record) -> bool:
        referring = values.get("external_ref") is not None and key[0] != "external_ref"
        return not (referring and record.get("external_ref") is not None)


class Seen:
    """The rows so far, by all that they can be recognised by."""

    def __init__(self, noun: Noun) -> None:
        self._noun = noun
        self._rows: dict[Key, int] = {}

    def earlier(self, values: Mapping[str, Value], number: int) -> int | None:
        """The earlier row that is about the same record, by this row's surest key; else this row is remembered."""
        keys = keys_of(self._noun, values)
        if keys and keys[0] in self._rows:
            return self._rows[keys[0]]
        for key in keys:
            self._rows.setdefault(key, number)
        return None


def _candidates(session: Session, noun: Noun, rows: Sequence[Mapping[str, Value]]) -> Iterable[Record]:
    table = noun.model.metadata.tables[noun.model.__tablename__]
    wanted: dict[str, set[Any]] = {}
    for values in rows:
        for name, first, *_ in keys_of(noun, values):
            wanted.setdefault(str(name).split("+")[0], set()).add(first)
    if not wanted:
        return []
    conditions = [_among(table, column, found) for column, found in wanted.items()]
    return session.execute(select(table).where(or_(*conditions))).mappings().all()


def _among(table: Table, column: str, values: set[Any]) -> ColumnElement[bool]:
    twin = table.c.get(_TWINS.get(column, column), table.c[column])
    if column in _TWINS and twin is table.c[column]:
        return _lower_among(table, column, values)
    return twin.in_(values)


def _lower_among(table: Table, column: str, values: set[Any]) -> ColumnElement[bool]:
    return and_(table.c[column].is_not(None), func.lower(table.c[column]).in_(values))


def _comparable(column: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return sort_key(value) if column == "name" else value if column == "external_ref" else value.lower()


def sort_key(name: str) -> str:
    """A name as the database keeps it in `name_key`: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not "\u0300" <= letter <= "\u036f").lower()
