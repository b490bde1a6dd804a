"""Commands that run one part in this process."""

import sys

from app.core import logs
from app.core.embedded import servers


def run_web() -> None:
    """Serve until SIGTERM."""
    from app.serve.web import serve

    logs.configure()
    with servers():
        serve()


def run_worker() -> None:
    """Work off jobs until SIGTERM."""
    logs.configure()
    with servers():
        from jobs.worker import main

        main()


def run_dispatcher() -> None:
    """Hand out jobs until SIGTERM."""
    logs.configure()
    with servers():
        from jobs.dispatcher import main

        main()


def run_build() -> None:
    """Build the front end where it is not fresh."""
    from app.serve.build import build

    build(lambda line: sys.stderr.write(f"{line}\n"))
