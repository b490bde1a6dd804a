"""What an import would do, or has done, counted and with examples."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.crm.intake.plan import Decision
from app.crm.intake.values import Value

OUTCOMES = ("created", "updated", "unchanged", "refused")
SAMPLES = 20
KINDS_OF_NOTES = 200
LONGEST = 120
Title = Callable[[object], str | None]


class Tally:
    """Counts by outcome, the first 20 rows of each, reasons and notes by how often, and records made on the way."""

    def __init__(self, titles: Mapping[str, str], title: Title, kept: Mapping[str, Any] | None = None) -> None:
        self._titles, self._title = titles, title
        start = dict(kept or {})
        self.counts: dict[str, int] = {one: start.get(one, 0) for one in OUTCOMES}
        self.samples: dict[str, list[dict[str, Any]]] = start.get("samples") or {one: [] for one in OUTCOMES}
        self.reasons: dict[str, int] = dict(start.get("reasons") or {})
        self.notes: dict[str, int] = dict(start.get("notes") or {})
        self.made: dict[str, dict[str, Any]] = dict(start.get("made") or {})

    def add(self, decision: Decision, before: Mapping[str, Any] | None) -> None:
        """Count one row; `before` is the record as it stands, where there is one."""
        self.counts[decision.outcome] += 1
        for reason in decision.reasons:
            _count(self.reasons, reason)
        for note in decision.draft.notes if decision.outcome != "refused" else ():
            _count(self.notes, note)
        if len(self.samples[decision.outcome]) < SAMPLES:
            self.samples[decision.outcome].append(self._sample(decision, before))

    def note(self, text: str) -> None:
        """Count something worth knowing."""
        _count(self.notes, text)

    def add_made(self, kind: str, name: str) -> None:
        """Count a record that the rows name and that is made with them."""
        made = self.made.setdefault(kind, {"count": 0, "names": []})
        made["count"] += 1
        if len(made["names"]) < SAMPLES:
            made["names"].append(name[:LONGEST])

    def report(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            **self.counts,
            "samples": self.samples,
            "reasons": self.reasons,
            "notes": self.notes,
            "made": self.made,
        }

    def _sample(self, decision: Decision, before: Mapping[str, Any] | None) -> dict[str, Any]:
        cells = [cell.strip() for cell in decision.draft.source.values() if cell.strip()]
        changed = [
            f"{self._titles.get(name, name.removesuffix('_id')).capitalize()}: "
            f"{self._shown((before or {}).get(name))} → {self._shown(value)}"
            for name, value in decision.changes.items()
        ]
        return {
            "row": decision.draft.number,
            "text": " · ".join(cells[:6])[:LONGEST],
            "why": "; ".join(decision.reasons if decision.outcome == "refused" else changed)[: LONGEST * 2]
            if decision.outcome in ("refused", "updated")
            else "",
        }

    def _shown(self, value: Value) -> str:
        if value is None or value == []:
            return "nothing"
        if isinstance(value, list):
            return ", ".join(value)
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date | Decimal | int | str):
            return str(value)[:LONGEST]
        return self._title(value) or "another"


def _count(counts: dict[str, int], text: str) -> None:
    text = text[: LONGEST * 2]
    if text in counts or len(counts) < KINDS_OF_NOTES:
        counts[text] = counts.get(text, 0) + 1
