"""The rules of the house that can be read from its code and its catalogue."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reflex_base.registry import RegistrationContext
from sqlalchemy import text

import app.app as root
from app.core.db import owner_engine
from app.core.db.tenancy import guarded_tables
from app.core.history import generate
from app.core.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDERS = ("app", "components", "jobs", "pages", "state")
LINES, FUNCTION, COMPONENT = 250, 40, 60
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "service", "services", "common", "misc"}
GUARDS = text(
    "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid"
    " where c.relrowsecurity and c.relnamespace = 'public'::regnamespace"
)


def sources() -> list[Path]:
    """All Python files of the app."""
    return sorted(path for folder in FOLDERS for path in (CHECKOUT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a file with their lengths in lines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_and_functions_are_small() -> None:
    long_files = [str(path) for path in sources() if len(path.read_text().splitlines()) > LINES]
    limits = {path: COMPONENT if path.parts[-2] in {"components", "pages"} else FUNCTION for path in sources()}
    long_functions = [f"{p}:{n} {s}" for p in sources() for n, s in functions(p) if s > limits[p]]
    assert long_files == []
    assert long_functions == []


def test_medians_stay_small() -> None:
    lengths = [len(path.read_text().splitlines()) for path in sources() if path.name != "__init__.py"]
    sizes = [size for path in sources() for _, size in functions(path)]
    assert statistics.median(lengths) <= 80
    assert statistics.median(sizes) <= 8


def test_names_say_what_is_inside() -> None:
    assert [str(path) for path in sources() if path.stem in EMPTY_WORDS or path.stem[-1:].isdigit()] == []


def test_every_module_with_actions_is_in_the_registry() -> None:
    with_actions = [path.relative_to(CHECKOUT) for path in sources() if "\n@action(" in path.read_text()]
    names = {".".join(path.with_suffix("").parts) for path in with_actions}
    code = "import sys, app.features; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True)
    assert names - set(loaded.stdout.split()) == set()


def test_every_table_has_its_policy(house: Settings) -> None:
    with owner_engine().connect() as connection:
        guarded = set(connection.execute(GUARDS).scalars())
    assert {table.name for table in guarded_tables()} - guarded == set()


def test_the_app_login_cannot_climb(house: Settings) -> None:
    from app.core.db import app_engine

    with app_engine().connect() as connection:
        query = "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = current_user"
        assert connection.execute(text(query)).scalar() is False


def test_every_record_keeps_its_history(house: Settings) -> None:
    with owner_engine().connect() as connection:
        assert generate.check(connection) == []


def pages() -> list[str]:
    """The routes of all pages."""
    return [str(kwargs["route"]) for _, kwargs in RegistrationContext.ensure_context().decorated_pages]


def test_there_are_pages() -> None:
    assert root.app is not None
    assert {"/login", "/sign-up"} <= set(pages())


@pytest.mark.parametrize("route", pages())
def test_every_page_evaluates(route: str) -> None:
    view = next(fn for fn, kwargs in RegistrationContext.ensure_context().decorated_pages if kwargs["route"] == route)
    assert view().render()["children"]
