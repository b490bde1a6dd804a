"""The words of what is shipped in files of its own: ready workflows and mail templates."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

FLOWS, MAILS = "app/automation/gallery", "app/core/mail/shipped"
END = "+++"


def shipped_words(root: Path) -> Iterator[tuple[str, str]]:
    """What people read of each before they take it, with the file it stands in, below `root`."""
    for path in sorted((root / FLOWS).glob("*.json")):
        known = json.loads(path.read_text())
        if isinstance(known, dict) and "definition" in known:
            place = path.relative_to(root).as_posix()
            words = [known["title"], known["description"], known["category"], *known["needs"]]
            yield from ((place, str(one)) for one in words)
    for path in sorted((root / MAILS).glob("*.mail")):
        head = tomllib.loads(path.read_text().partition(END)[0])
        yield from ((path.relative_to(root).as_posix(), head[name]) for name in ("title", "description") if head[name])
