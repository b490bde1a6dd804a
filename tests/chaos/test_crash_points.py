"""A workflow with mail, call and webhook, its process gone at every boundary: the end is that of an undisturbed run.

Only where a mail or call was begun and its answer not written down may (and must) a person be asked what became of it.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import delete

from app.core.actor import Actor
from app.core.db import house_session
from app.core.queue import Job
from app.core.queue.wake import PENDING
from app.core.settings import Settings, settings
from tests.chaos.mortal import lapse
from tests.chaos.outside import Outside, led_outside
from tests.chaos.trial import Trial, prepare

pytestmark = pytest.mark.chaos

ROOT = Path(__file__).parents[2]
PROGRAM = "from tests.chaos.mortal import main; main()"
HERE, DEAD = 0, 9
# Far more than there are.
MOST = 1000


@pytest.fixture
def world(house: Settings) -> Iterator[Outside]:
    with led_outside() as seen:
        yield seen


class Mortal:
    """A process that does what is due, and may be told to be gone at a boundary."""

    def __init__(self, folder: Path) -> None:
        self.trace = folder / "trace"
        program = [sys.executable, "-c", PROGRAM]
        self.process = subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def work(self, limit: int = HERE) -> bool:
        """Do all that is due, or die at the boundary of that number; returns whether it died."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{limit} {self.trace}\n".encode())
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        assert code in {0, DEAD}, code
        return code == DEAD

    def last(self) -> str:
        """Where it died."""
        return self.trace.read_text().split("\n")[-2]


@pytest.fixture
def mortal(world: Outside, tmp_path: Path) -> Iterator[Mortal]:
    made = Mortal(tmp_path)
    yield made
    made.process.kill()
    made.process.wait()


def recover(mortal: Mortal) -> None:
    """What happens after a death: the leases run out, and another process goes on."""
    lapse()
    mortal.work()


class Sweep:
    """Trials of one workflow, each with a death somewhere, compared with the one that had none."""

    def __init__(self, owner: Actor, world: Outside, mortal: Mortal) -> None:
        self.owner, self.world, self.mortal = owner, world, mortal
        self.asked: Counter[str] = Counter()
        calm = self._begun("calm")
        mortal.work()
        self.wanted = calm.end()

    def die(self, point: int) -> bool:
        """Die at one boundary, recover, and compare; returns whether there was one.

        Where a person must decide, also what a mistaken word brings.
        """
        trial = self._begun(f"knowing{point}")
        died = self.mortal.work(point)
        torn = self._compared(trial, knowing=True)
        if torn:
            self.asked[torn] += 1
            mistaken = self._begun(f"mistaken{point}")
            self.mortal.work(point)
            self._compared(mistaken, knowing=False)
        return died

    def _compared(self, trial: Trial, *, knowing: bool) -> str | None:
        where = f"{trial.who}: {self.mortal.last()}"
        torn = trial.torn()
        recover(self.mortal)
        if torn is None:
            assert trial.end() == self.wanted, where
            return None
        assert trial.state() == "unknown", where
        arrived = trial.arrived(torn)
        trial.decide(torn, "happened" if bool(arrived) is knowing else "again")
        self.mortal.work()
        named = "letters" if torn == "mail" else "calls"
        assert trial.end() == {**self.wanted, named: 1 if knowing else 2 * arrived}, where
        return torn

    def _begun(self, who: str) -> Trial:
        trial = Trial(self.owner, self.world, who)
        trial.begin()
        # A ticket that lies there would keep the next from being left, and the boundaries from being the same.
        with Redis.from_url(settings().redis_url or "") as client:
            client.delete(PENDING)
        return trial


def test_the_end_is_the_same_wherever_it_died(
    owner: Actor, world: Outside, mortal: Mortal, capsys: pytest.CaptureFixture[str]
) -> None:
    with house_session() as session:
        session.execute(delete(Job))
    prepare(owner, world.url)
    Trial(owner, world, "first").begin()
    mortal.work()
    sweep = Sweep(owner, world, mortal)
    assert sweep.wanted["state"] == "completed"
    assert (sweep.wanted["letters"], sweep.wanted["calls"], sweep.wanted["hooks"]) == (1, 1, [1, 1])
    # On and on, until one comes to its end before the next boundary.
    deaths = next(point for point in range(MOST) if not sweep.die(point + 1))
    with capsys.disabled():
        sys.stdout.write(f"\nDied at all {deaths} boundaries; asked {dict(sweep.asked)}\n")
    # At least just before and after it left, where nobody can tell which of the two it was.
    assert min(sweep.asked["mail"], sweep.asked["http"]) >= 2
