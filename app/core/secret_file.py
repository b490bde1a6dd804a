"""A secret kept in a file that only its owner may read."""

import os
import secrets
from pathlib import Path


def secret_file(path: Path) -> str:
    """Return the secret in the file, made of 32 random bytes at the first call (URL-safe text, mode 0600)."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    return _made(path)


def _made(path: Path) -> str:
    # Written aside and linked into place: of two processes starting at once both end up with the same whole secret.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
