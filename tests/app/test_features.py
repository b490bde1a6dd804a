"""What stands in a registry must be imported by somebody: one import brings them all.

Only the kinds of the benches and of the storm stay away: no house has them but the one they make for themselves.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.settings import CHECKOUT

FEATURES = r"^@(action|metric|guard|source|on_founded)\b|^(register|awaited|step)\("
APART = ("app.bench.", "app.chaos.")
KINDS = r"^@(kind|consumer|schedule)\b"


def modules(pattern: str) -> set[str]:
    """The modules of the app and its jobs with such a line."""
    files = [path for folder in ("app", "jobs") for path in (CHECKOUT / folder).rglob("*.py")]
    found = {path for path in files if re.search(pattern, path.read_text(), re.M)}
    return {_name(path) for path in found}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize(("root", "pattern"), [("app.features", FEATURES), ("jobs.kinds", KINDS)])
def test_one_import_brings_every_registration(root: str, pattern: str) -> None:
    code = f"import sys, {root}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    wanted = {name for name in modules(pattern) if not name.startswith(APART)}
    assert len(wanted) > 3
    assert wanted - set(done.stdout.split()) == set()
