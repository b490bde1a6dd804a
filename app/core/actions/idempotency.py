"""Idempotency keys: the first answer is kept with the write, and given again to the same call."""

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import Index, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlmodel import Field, col

from app.core.actor import Actor
from app.core.db import Session, TenantRow
from app.core.errors import Conflict, Invalid
from app.core.settings import settings

# Tells serialisers that the answer is being kept: a secret that is shown once leaves itself out.
KEPT = {"kept": True}


class Answer(TenantRow, table=True):
    """The answer once given to a key; written in the transaction of the write itself."""

    __tablename__ = "answer"
    __table_args__ = (Index("answer_key", "tenant_id", "caller", "key", unique=True),)

    caller: str
    key: str
    action: str
    digest: str
    response: Any = Field(default=None, sa_type=JSONB, nullable=True)
    operation_id: UUID | None = None


def digest(action: str, arguments: dict[str, Any]) -> str:
    """A fingerprint of what is asked, the same for the same values in any order.

    It is keyed, because what is asked may be a new password.
    """
    body = json.dumps(to_jsonable_python(arguments), sort_keys=True, default=str)
    secret = settings().secret_key.get_secret_value().encode()
    return hmac.new(secret, f"{action}\n{body}".encode(), hashlib.sha256).hexdigest()


def claim(session: Session, actor: Actor, key: str, action: str, arguments: dict[str, Any]) -> Answer | None:
    """Take the key for this call, or give the earlier answer to it; raises Conflict when the body has changed.

    A second call at the same moment waits here until the first has committed or failed.
    """
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise Invalid("An Idempotency-Key has 1 to 255 printable characters.")
    caller, mark = str(actor.member_id or actor.session_id or actor.kind), digest(action, arguments)
    fresh = insert(Answer).values(caller=caller, key=key, action=action, digest=mark)
    if session.execute(fresh.on_conflict_do_nothing().returning(col(Answer.id))).first():
        return None
    earlier = session.execute(select(Answer).where(col(Answer.caller) == caller, col(Answer.key) == key)).scalar_one()
    if earlier.digest != mark:
        raise Conflict("This Idempotency-Key was used for another request; use a new key for a new request.")
    return earlier


def settle(session: Session, actor: Actor, key: str, response: Any, operation_id: UUID | None) -> None:
    """Keep the answer beside the write, in its transaction."""
    caller = str(actor.member_id or actor.session_id or actor.kind)
    session.execute(
        update(Answer)
        .where(col(Answer.caller) == caller, col(Answer.key) == key)
        .values(response=response, operation_id=operation_id)
    )
