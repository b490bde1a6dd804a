"""Commands that do one thing with the database and end."""

import importlib.util
import sys
from importlib import import_module

from app.core.embedded import StartError, servers


def run_migrate() -> None:
    """Bring the database to the state the code expects."""
    from app.serve.migrate import migrate

    with servers(with_redis=False):
        migrate()


def run_revision(message: str) -> None:
    """Write a migration and print its path."""
    from app.serve.revision import revise

    sys.stdout.writelines(f"{path}\n" for path in revise(message))


def run_demo(remove: bool) -> None:
    """Make or remove the sample company in a migrated database."""
    from app.serve.migrate import migrate

    with servers():
        migrate()
        import_module("app.crm.demo").run(remove=remove)


def run_bench(name: str, arguments: list[str]) -> None:
    """Run the measurement `app/bench/<name>.py` in a migrated database. Raises StartError where there is none."""
    from app.serve.migrate import migrate

    if not name.isidentifier() or importlib.util.find_spec("app.bench") is None:
        raise StartError(f"There is no measurement {name}")
    if importlib.util.find_spec(f"app.bench.{name}") is None:
        raise StartError(f"There is no measurement {name}: see app/bench for the names")
    with servers():
        migrate()
        import_module(f"app.bench.{name}").main(arguments)
