"""Makes a finished build independent of the port and host it was built for."""

import gzip
import re
from pathlib import Path

from app.core.embedded import StartError

# "ws://localhost:8000/_event" and the like, as Reflex writes them into its env module.
ADDRESS = re.compile(r"""(["'`])(https?|wss?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?([^"'`]*)\1""")


def free_of_origin(build: Path) -> None:
    """Rewrite the addresses in `assets/reflex-env-*.js` (and its .gz) to the page's own origin.

    Raises StartError where no such file or address is found: such a build would never connect on another port.
    """
    scripts = [path for path in (build / "client" / "assets").glob("*.js") if _is_env(path)]
    if not scripts:
        raise StartError("The front-end build holds no reflex-env script; was Reflex changed? See app/serve/origin.py")
    for script in scripts:
        _rewrite(script)


def derived(text: str) -> tuple[str, int]:
    """Return the script with its addresses made from `location`, and how many there were."""
    return ADDRESS.subn(_expression, text)


def _is_env(path: Path) -> bool:
    return path.name.startswith("reflex-env-")


def _rewrite(script: Path) -> None:
    text, count = derived(script.read_text())
    if not count and "location.origin" not in text:
        raise StartError(f"{script} names no address; was Reflex changed? See app/serve/origin.py")
    script.write_text(text)
    zipped = script.with_name(f"{script.name}.gz")
    if zipped.exists():
        zipped.write_bytes(gzip.compress(text.encode(), mtime=0))


def _expression(match: re.Match[str]) -> str:
    # The prerendering step reads this module where there is no location.
    here = "(typeof location==='undefined'?'http://localhost':location.origin)"
    if match[2].startswith("ws"):
        here += ".replace(/^http/,'ws')"
    return f"({here}+{match[1]}{match[3]}{match[1]})"
