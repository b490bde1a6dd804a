"""Records found by name in spite of slips, never by guessing between two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from app.crm.intake.names import folded

_NEARLY, _APART, _SHORTEST = 90, 5, 7
# Beyond this many names a typo is likelier to hit a wrong record than the right one.
_MOST = 10_000
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Found:
    """The record a name means, in its own spelling; `note` where that differs from what was written."""

    id: UUID
    name: str
    note: str | None = None


class Names:
    """The records of one kind by name."""

    def __init__(self, known: Iterable[tuple[UUID, str]] = ()) -> None:
        self._by_form: dict[str, list[tuple[UUID, str]]] = {}
        self._found: dict[str, Found | None] = {}
        self.of_id: dict[UUID, str] = {}
        for row_id, name in known:
            self.add(row_id, name)

    def add(self, row_id: UUID, name: str) -> None:
        """Know one more record."""
        self.of_id[row_id] = name
        self._by_form.setdefault(form(name), []).append((row_id, name))
        self._found.clear()

    def replace(self, row_id: UUID, other_id: UUID, name: str) -> None:
        """Know another record in the place of one that will not be made."""
        named = self.of_id.pop(row_id)
        kept = [row for row in self._by_form[form(named)] if row[0] != row_id]
        self._by_form[form(named)] = kept
        self.add(other_id, name)

    def same(self, text: str) -> int:
        """How many records bear this name, case, accents and punctuation aside."""
        return len(self._by_form.get(form(text), []))

    def exact(self, text: str) -> Found | None:
        """The one record of this name, case, accents and punctuation aside."""
        rows = self._by_form.get(form(text), [])
        named = [row for row in rows if row[1] == text] or rows
        if len(named) != 1:
            return None
        row_id, name = named[0]
        return Found(row_id, name, None if name.casefold() == text.casefold() else read_as(text, name))

    def find(self, text: str) -> Found | None:
        """The record of this name or of nearly this name, where only one comes near."""
        if text not in self._found:
            self._found[text] = self.exact(text) or (None if self.same(text) else self._near(text))
        return self._found[text]

    def _near(self, text: str) -> Found | None:
        wanted = form(text)
        # One letter is much in a short name, and names with figures are often those of models.
        if len(wanted) < _SHORTEST or _DIGITS.search(wanted) or len(self._by_form) > _MOST:
            return None
        best = process.extract(wanted, list(self._by_form), scorer=fuzz.ratio, limit=2, score_cutoff=_NEARLY - _APART)
        if not best or best[0][1] < _NEARLY or (len(best) > 1 and best[0][1] - best[1][1] < _APART):
            return None
        rows = self._by_form[best[0][0]]
        if len(rows) != 1 or _DIGITS.search(best[0][0]):
            return None
        return Found(*rows[0], read_as(text, rows[0][1]))


def form(name: str) -> str:
    """A name by which spellings are compared: no case, accents, spaces or punctuation."""
    return folded(name).replace(" ", "") or name.casefold()


def read_as(text: str, name: str) -> str:
    """The note that a text was taken for a name."""
    return f"“{text}” was read as “{name}”"
