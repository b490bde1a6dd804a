"""From the rows of a source to events: which field is what."""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, cast
from zoneinfo import ZoneInfo

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.core.errors import Invalid

Format = Literal["csv", "json"]
Column = Annotated[str, Field(min_length=1, max_length=200)]
Row = dict[str, Any]
LATEST_EPOCH = 10**11
NUMBER = Decimal("1e15")


class Fields(BaseModel):
    """Which column of the source holds what; a value that begins with "=" is a constant ("=page_view").

    `id` may name several columns, parted by commas, that tell rows apart (without it: all of them); `items` is the
    dotted path of the list within a JSON answer. All other columns are kept as properties.
    """

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    event_name: Column = "event_name"
    timestamp: Column = "timestamp"
    user_id: Column | None = None
    session_id: Column | None = None
    value: Column | None = None
    channel: Column | None = None
    campaign: Column | None = None
    id: Column | None = None
    items: Column | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, counted from 1, and why."""

    number: int
    reason: str


def rows(body: bytes, form: Format, items: str | None) -> list[Row]:
    """The rows of an answer. Raises Invalid where it is not of that form."""
    return _csv(body) if form == "csv" else _json(body, items)


def _csv(body: bytes) -> list[Row]:
    try:
        text = body.decode("utf-8-sig")
        first = text.split("\n", 1)[0]
        reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
        )
        return [{key: value for key, value in row.items() if key} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(f"The answer is no CSV that can be read ({error}).") from None


def _json(body: bytes, items: str | None) -> list[Row]:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Invalid("The answer is no JSON.") from None
    for part in items.split(".") if items else []:
        found = cast(Row, found).get(part) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise Invalid("The answer holds no list of rows; name its place in the mapping (`items`, such as data.rows).")
    return [cast(Row, row) for row in cast(list[Any], found) if isinstance(row, dict)]


def events(found: list[Row], fields: Fields, zone: ZoneInfo) -> Iterator[Row | Refused]:
    """Each row as the values of an event, or why it is none; times without a zone are those of `zone`."""
    seen: Counter[str] = Counter()
    used = {name for name in (*_plain(fields), *(fields.id or "").split(",")) if name and not name.startswith("=")}
    for number, row in enumerate(found, 1):
        try:
            yield {**_event(row, fields, zone, used), "ref": _ref(row, fields, seen)}
        except ValueError as error:
            yield Refused(number, str(error))


def _plain(fields: Fields) -> list[str | None]:
    return [fields.event_name, fields.timestamp, fields.user_id, fields.session_id, fields.value]


def _event(row: Row, fields: Fields, zone: ZoneInfo, used: set[str]) -> Row:
    name = _text(row, fields.event_name)
    if not name:
        raise ValueError(f"no event name in {fields.event_name!r}")
    return {
        "event_name": name,
        "timestamp": _moment(_value(row, fields.timestamp), zone),
        "user_id": _text(row, fields.user_id),
        "session_id": _text(row, fields.session_id),
        "value": _number(_value(row, fields.value)),
        "channel": _text(row, fields.channel),
        "campaign": _text(row, fields.campaign),
        "properties": {key: value for key, value in row.items() if key not in used},
    }


def _value(row: Mapping[str, Any], column: str | None) -> Any:
    if column is None:
        return None
    return column[1:] if column.startswith("=") else row.get(column)


def _text(row: Row, column: str | None) -> str | None:
    value = _value(row, column)
    return str(value).strip()[:500] or None if value is not None else None


def _number(value: Any) -> Decimal:
    if value is None or value == "":
        return Decimal(1)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError(f"{str(value)[:40]!r} is no number") from None
    if not number.is_finite() or abs(number) > NUMBER:
        raise ValueError(f"{str(value)[:40]!r} is no number that can be kept")
    return number


def _moment(value: Any, zone: ZoneInfo) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000 if value > LATEST_EPOCH else value, UTC)
    try:
        moment = parse_date(str(value or "").strip())
    except (ParserError, OverflowError):
        raise ValueError(f"{str(value)[:40]!r} is no time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _ref(row: Row, fields: Fields, seen: Counter[str]) -> str:
    """What tells this row from others, the same at each fetch; equal rows of one answer are told apart by number."""
    if fields.id:
        names = [name.strip() for name in fields.id.split(",")]
        held = [str(row.get(name, "")) for name in names]
        return held[0][:200] if len(held) == 1 and held[0] else _digest(held)
    digest = _digest(row)
    seen[digest] += 1
    return f"{digest}-{seen[digest]}"


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:40]
