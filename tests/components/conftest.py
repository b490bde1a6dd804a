"""The gallery as a running app of its own, and a browser that looks at it."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.factories.web import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = str(Path(sys.executable).parent)
APP = """
import reflex as rx
from components.layout import STYLESHEETS, app_wraps, head_components
from tests.components.gallery import PAGES
app = rx.App(stylesheets=STYLESHEETS, head_components=head_components(), app_wraps=app_wraps(), toaster=None)
for route, view in PAGES.items():
    app.add_page(view, route=route, title="Gallery")
"""
CONFIG = """
import reflex as rx
URL = "http://127.0.0.1:{port}"
config = rx.Config(
    app_name="gallery", telemetry_enabled=False, show_built_with_reflex=False, frontend_port={port},
    backend_port={port}, api_url=URL, deploy_url=URL, cors_allowed_origins=[URL],
    state_manager_mode=rx.constants.StateManagerMode.MEMORY, disable_plugins=[rx.plugins.SitemapPlugin],
)
"""
GERMAN = {"Leads": "Kontaktanfragen", "Select {name}": "{name} auswählen", "{count} lead_other": "{count} Anfragen"}
SERVED = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}


def _folder(where: Path, port: int) -> None:
    (where / "gallery").mkdir()
    (where / "gallery" / "__init__.py").touch()
    (where / "gallery" / "gallery.py").write_text(APP, encoding="utf-8")
    (where / "rxconfig.py").write_text(CONFIG.format(port=port), encoding="utf-8")
    # The same packages as the house has, which are on this machine already.
    shutil.copytree(ROOT / "reflex.lock", where / "reflex.lock")
    assets = where / "assets"
    shutil.copytree(ROOT / "assets", assets, ignore=shutil.ignore_patterns("external"))
    (assets / "locales" / "languages.json").write_text('["en", "de"]', encoding="utf-8")
    (assets / "locales" / "de.json").write_text(json.dumps(GERMAN), encoding="utf-8")


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        assert process.poll() is None, "the gallery ended before it answered"
        time.sleep(0.2)
    raise AssertionError("the gallery did not answer")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery, built by the house's own Node and served as in production."""
    where, port = tmp_path_factory.mktemp("gallery"), free_port()
    _folder(where, port)
    paths = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": f"{ROOT}{os.pathsep}{where}"}
    env = {**os.environ, **paths, "REFLEX_USE_NPM": "1"}
    build = [f"{BIN}/reflex", "export", "--frontend-only", "--no-zip"]
    done = subprocess.run(build, cwd=where, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    granian = [f"{BIN}/granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*granian, "gallery.gallery:app"], cwd=where, env={**env, **SERVED})
    try:
        _wait(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Browser:
    """The browser of the run."""
    return browser
