"""Random secrets that are handed out once, and the fingerprints by which they are known again."""

import hashlib
import secrets

BYTES = 32


def secret(prefix: str = "") -> str:
    """A new secret of 32 random bytes as URL-safe text."""
    return prefix + secrets.token_urlsafe(BYTES)


def fingerprint(token: str) -> str:
    """The SHA-256 of a secret, in hex; enough for secrets that are random in full."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
