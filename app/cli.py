"""`steward …`: the commands. Each imports what it needs when it runs, so that the command line answers at once."""

import sys
from typing import Annotated

import typer

app = typer.Typer(
    help="Steward runs the daily business of a company.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def up() -> None:
    """Start everything: servers, migrations, front end, web, worker and dispatcher, until Ctrl-C."""
    from app.commands.up import run

    run()


@app.command()
def web() -> None:
    """Serve pages, events and API on one port."""
    from app.commands.single import run_web

    run_web()


@app.command()
def worker() -> None:
    """Work off background jobs."""
    from app.commands.single import run_worker

    run_worker()


@app.command()
def dispatcher() -> None:
    """Hand out due jobs, timers and events."""
    from app.commands.single import run_dispatcher

    run_dispatcher()


@app.command()
def migrate() -> None:
    """Bring the database to the state the code expects."""
    from app.commands.database import run_migrate

    run_migrate()


@app.command()
def revision(message: str) -> None:
    """Write the migration for tables that were added or changed in the code."""
    from app.commands.database import run_revision

    run_revision(message)


@app.command()
def build() -> None:
    """Build the front end where something it is made from has changed."""
    from app.commands.single import run_build

    run_build()


@app.command()
def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Remove the sample company without a trace.")] = False,
) -> None:
    """Make the sample company, or remove it."""
    from app.commands.database import run_demo

    run_demo(remove)


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Check every part and say what is wrong and how to mend it."""
    from app.commands.doctor import run

    run(as_json)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(context: typer.Context, name: str) -> None:
    """Measure NAME (list, ui, …); what follows is for the measurement, `--json` for all."""
    from app.commands.database import run_bench

    run_bench(name, context.args)


@app.command()
def chaos(
    minutes: Annotated[float, typer.Option(help="How long the storm blows.")] = 2.0,
    jobs: Annotated[int, typer.Option(help="How many jobs are done in it.")] = 20_000,
    runs: Annotated[int, typer.Option(help="How many runs of a workflow of five steps.")] = 2_000,
    peers: Annotated[int, typer.Option(help="How many jobs plain RQ gets beside it.")] = 2_000,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Do jobs and workflows while workers, Redis and PostgreSQL are killed, and count what is left."""
    from app.commands.chaos import run

    run(minutes, jobs, runs, peers, as_json)


@app.command()
def operator(
    email: str,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="Make the account an ordinary one again.")] = False,
) -> None:
    """Make the account with this e-mail address an operator of the installation."""
    from app.commands.operator import run

    run(email, dismiss)


def main() -> None:
    """Run the command line; an expected failure prints one line and ends with 1."""
    from app.core.embedded import StartError
    from app.core.settings import CHECKOUT

    # Features added since the installation are found too, wherever the command is run.
    sys.path.insert(0, str(CHECKOUT))
    try:
        app()
    except StartError as error:
        sys.stderr.write(f"steward: {error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
