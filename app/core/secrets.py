"""Secrets at rest: sealed with the key of this installation, so that the database alone does not give them away."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import Unavailable
from app.core.settings import settings

PURPOSE = b"steward sealed values"


def seal(text: str) -> str:
    """The text as a token that only this installation can read; two seals of one text differ."""
    return _box(_keys()).encrypt(text.encode()).decode()


def reveal(token: str) -> str:
    """The text of a token. Raises Unavailable where the key it was sealed with is no longer known."""
    try:
        return _box(_keys()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unavailable(
            "A stored secret cannot be read: it was sealed under another SECRET_KEY. "
            "Put that key into SECRET_KEYS_OLD, or enter the secret again."
        ) from None


def _keys() -> tuple[str, ...]:
    known = settings()
    return (known.secret_key.get_secret_value(), *(old.get_secret_value() for old in known.secret_keys_old))


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
