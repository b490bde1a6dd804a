"""The browser that tests drive."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> Path | None:
    """Return the browser's program: CHROMIUM, else one on the PATH, else Playwright's download, else None."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else _downloaded()


def _downloaded() -> Path | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    programs = sorted(folder.glob("chromium-*/chrome-*/chrome")) + sorted(
        folder.glob("chromium-*/*/*.app/Contents/MacOS/*")
    )
    return programs[-1] if programs else None
