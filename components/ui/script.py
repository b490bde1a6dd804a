"""Scripts that lie beside the module that uses them, as the front end's build finds them."""

import os
import sys
from pathlib import Path

from reflex.constants import Dirs
from reflex_base.environment import EnvironmentVariables


def script(module: str, name: str) -> str:
    """What to import for the script `name` that lies beside the module `module` (its `__name__`).

    It lands where `rx.asset(..., shared=True)` puts it. Raises FileNotFoundError where there is none.
    """
    # Reflex finds the caller by reading the source of the whole call stack: half of the time the app takes to load.
    source = Path(str(sys.modules[module].__file__)).with_name(name)
    if not source.exists():
        raise FileNotFoundError(source)
    place = Path(Dirs.EXTERNAL_APP_ASSETS, *module.split("."), name)
    if not EnvironmentVariables.REFLEX_BACKEND_ONLY.get():
        _link(Path.cwd() / Dirs.APP_ASSETS / place, source)
    return f"$/public/{place.as_posix()}"


def _link(place: Path, source: Path) -> None:
    if place.is_symlink() and place.readlink() == source:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    # Several processes may load the app at once: each replaces the link as a whole.
    made = place.with_name(f".{place.name}.{os.getpid()}")
    made.unlink(missing_ok=True)
    made.symlink_to(source)
    made.replace(place)
