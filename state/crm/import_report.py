"""The report of an import as lists of what a page shows."""

from typing import Any

OUTCOMES = ("created", "updated", "refused", "unchanged")
MOST = 12


def samples(report: dict[str, Any], outcome: str) -> list[dict[str, str]]:
    """The first rows of one outcome: their number, their cells, and what would change or why not."""
    found: list[dict[str, Any]] = report.get("samples", {}).get(outcome, [])
    return [{name: str(one[name]) for name in ("row", "text", "why")} for one in found]


def often(report: dict[str, Any], what: str) -> list[dict[str, Any]]:
    """Reasons or notes with how many rows each concerns, the commonest first."""
    counts: dict[str, int] = report.get(what, {})
    ranked = sorted(counts.items(), key=lambda item: -item[1])[:MOST]
    return [{"text": text, "count": count} for text, count in ranked]


def made(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The kinds of records made along with the rows, how many, and the first names."""
    found: dict[str, dict[str, Any]] = report.get("made", {})
    return [
        {"kind": kind, "count": one["count"], "names": ", ".join(one["names"][:6])}
        for kind, one in sorted(found.items())
    ]
