"""The storm blows beside the sweep: it has processes and servers of its own, and neither can use two cores alone."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Blowing:
    """A storm that was begun, and where it writes what became of it."""

    process: subprocess.Popen[bytes]
    told: Path
    said: Path


@pytest.fixture(scope="session")
def storm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blowing]:
    """The storm of `steward chaos` with all its work, in the time that `make test` has."""
    folder = tmp_path_factory.mktemp("storm")
    told, said = folder / "told.json", folder / "said"
    with told.open("wb") as out, said.open("wb") as err:
        command = [sys.executable, "-m", "app.cli", "chaos", "--json", "--minutes", "0.75", "--peers", "400"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err)
    yield Blowing(process, told, said)
    # As Ctrl-C would: it takes its servers and its folder along.
    process.send_signal(signal.SIGINT)
    process.wait()


@pytest.fixture(scope="session", autouse=True)
def beside(request: pytest.FixtureRequest) -> None:
    """Begin the storm before the first test here, if it is asked for at all."""
    if any("storm" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("storm")
