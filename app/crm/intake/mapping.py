"""Which column becomes which field, proposed by name."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from app.crm.intake.fields import Field
from app.crm.intake.names import folded
from app.crm.intake.synonyms import led_by

_EXACT, _SYNONYM, _CONTAINED = 100.0, 95.0, 84.0
_SURE, _MAYBE, _APART = 82.0, 60.0, 3.0
_SHORTEST_CONTAINED = 4


def propose(columns: Sequence[str], fields: Sequence[Field]) -> dict[str, str | None]:
    """Return the field's name for each column, None where no field fits surely; a field is used once."""
    scores = {(column, field.name): likeness(column, field) for column in columns for field in fields}
    chosen: dict[str, str | None] = dict.fromkeys(columns)
    used: set[str] = set()
    for (column, field), score in sorted(scores.items(), key=lambda item: -item[1]):
        if (
            score >= _SURE
            and chosen[column] is None
            and field not in used
            and not _rivalled(column, score, scores, used)
        ):
            chosen[column] = field
            used.add(field)
    return chosen


def candidates(column: str, fields: Sequence[Field], limit: int = 3) -> list[str]:
    """Return the names of the fields a column may mean, the likeliest first."""
    ranked = sorted(((likeness(column, field), field.name) for field in fields), key=lambda one: -one[0])
    return [name for score, name in ranked[:limit] if score >= _MAYBE]


def known_names(fields: Sequence[Field]) -> frozenset[str]:
    """Return the folded names that show a row to be a header, for `inspect`."""
    return frozenset(name for field in fields for name in _own(field) | _usual(field))


def likeness(column: str, field: Field) -> float:
    """Return from 0 to 100 how surely a column means a field."""
    name = folded(column)
    own, usual = _own(field), _usual(field)
    if not name or name in own:
        return _EXACT if name else 0.0
    if name in usual:
        return _SYNONYM
    contained = any(len(one) >= _SHORTEST_CONTAINED and f" {one} " in f" {name} " for one in own)
    alike = max(fuzz.token_sort_ratio(name, one) for one in own | usual)
    return max(_CONTAINED if contained else 0.0, alike * 0.94)


def _rivalled(column: str, score: float, scores: dict[tuple[str, str], float], used: set[str]) -> bool:
    """Two free fields that fit a column almost equally are a question, not an answer."""
    near = [
        field
        for (other, field), rival in scores.items()
        if other == column and field not in used and score - rival <= _APART
    ]
    return score < _SYNONYM and len(near) > 1


def _own(field: Field) -> frozenset[str]:
    return frozenset(folded(name) for name in (field.name, field.title, *field.aliases))


def _usual(field: Field) -> frozenset[str]:
    return frozenset[str]().union(*(led_by(name) for name in _own(field)))
