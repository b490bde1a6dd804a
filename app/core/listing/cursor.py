"""Cursors: where a page ended, sealed so that nobody can make one up."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.core.errors import Invalid
from app.core.listing.order import Order
from app.core.settings import settings

SEAL = 12
OUTDATED = "This page of the list is no longer valid; start again from its beginning."


@dataclass(frozen=True, slots=True)
class Place:
    """The sort key and id of the row beside which a page begins; `backward` reads the rows before it."""

    key: Any
    id: UUID
    backward: bool = False


@lru_cache(maxsize=2)
def _secret(text: str) -> bytes:
    return hashlib.sha256(f"cursor\n{text}".encode()).digest()


def _seal(body: bytes) -> bytes:
    secret = _secret(settings().secret_key.get_secret_value())
    return hmac.digest(secret, body, "sha256")[:SEAL]


def write(noun: str, order: Order, place: Place) -> str:
    """The place as opaque text for this list in this order."""
    key = place.key.isoformat() if isinstance(place.key, date) else place.key
    body = json.dumps([noun, str(order), key, str(place.id), place.backward]).encode()
    return base64.urlsafe_b64encode(_seal(body) + body).decode().rstrip("=")


def read(noun: str, order: Order, kind: type[Any], text: str) -> Place:
    """The place that `text` holds, its key of the type `kind`; raises Invalid for one of another list or hand-made."""
    wrong = Invalid(OUTDATED, fields={"cursor": "not valid"})
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if not hmac.compare_digest(_seal(raw[SEAL:]), raw[:SEAL]):
            raise wrong
        made_for, sort, key, row_id, backward = json.loads(raw[SEAL:])
    except ValueError:
        raise wrong from None
    if (made_for, sort) != (noun, str(order)):
        raise wrong
    return Place(_value(kind, key), UUID(row_id), backward)


def _value(kind: type[Any], key: Any) -> Any:
    return kind.fromisoformat(key) if issubclass(kind, datetime | date) else key
