"""Passwords: argon2id hashes, and what a password must be."""

import unicodedata
from functools import cache
from importlib import resources
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Invalid
from app.core.settings import settings

SHORTEST = 10
# Each hash takes 64 MB; a flood of log-ins must not take all the memory.
_turns = BoundedSemaphore(4)


@cache
def _hasher(environment: str) -> PasswordHasher:
    if environment == "test":
        return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    return PasswordHasher()


def _ours() -> PasswordHasher:
    return _hasher(settings().environment)


@cache
def _decoy(environment: str) -> str:
    return _hasher(environment).hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(resources.files("app.accounts").joinpath("common_passwords.txt").read_text().split())


def _normal(password: str) -> str:
    # The same letters typed on another machine may come as other code points.
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost."""
    with _turns:
        return _ours().hash(_normal(password))


def fits(password: str, known: str | None) -> bool:
    """Whether the password has this hash; takes as long where there is none."""
    try:
        with _turns:
            return _ours().verify(known or _decoy(settings().environment), _normal(password)) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(known: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return _ours().check_needs_rehash(known)


def check(password: str, *personal: str) -> None:
    """Pass if the password is good enough, `personal` being what a stranger would try first; raises Invalid."""
    if reason := _weakness(_normal(password), personal):
        raise Invalid("Please choose another password.", fields={"password": reason})


def _weakness(password: str, personal: tuple[str, ...]) -> str | None:
    plain = password.casefold().strip()
    if len(plain) < SHORTEST:
        return f"needs at least {SHORTEST} characters"
    if len(set(plain)) < 4:
        return "repeats too few characters"
    if plain in _common():
        return "is one of the passwords that are tried first"
    parts = {part for word in personal for part in (word.casefold(), *word.casefold().split("@"))}
    if plain in parts:
        return "must not be your name or e-mail address"
    return None
