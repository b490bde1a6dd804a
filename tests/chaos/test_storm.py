"""The storm of `steward chaos`: nothing lost, nothing stuck, each effect once."""

import json
import sys

import pytest

from tests.chaos.conftest import Blowing

pytestmark = pytest.mark.chaos

TROUBLES = (
    "worker killed",
    "dispatcher killed",
    "worker frozen",
    "woken",
    "Redis flushed",
    "Redis killed",
    "PostgreSQL stopped",
)


def test_nothing_is_lost_stuck_or_done_twice(storm: Blowing, capsys: pytest.CaptureFixture[str]) -> None:
    storm.process.wait(timeout=600)
    assert storm.told.stat().st_size, storm.said.read_text()
    told = json.loads(storm.told.read_text())
    with capsys.disabled():
        sys.stdout.write(f"\n{told['troubles']}\nRQ in the same storm: {told['rq']}\n")
        sys.stdout.write(f"All over {told['settled_after']} s after it, {told['seconds']} s in all\n")
    assert (told["scale"]["jobs"], told["scale"]["runs"]) == (20_000, 2_000)
    for name in ("lost", "twice", "unasked"):
        assert told[name] == 0, told["first"]
    assert told["stuck_jobs"] == told["stuck_runs"] == {}, told
    assert told["steps_logged"] == told["steps_expected"] == 10_000
    assert told["exact"]
    assert told["settled_after"] is not None
    assert all(told["troubles"].get(name) for name in TROUBLES), told["troubles"]
    assert told["rq"]["given"] == told["scale"]["peers"]
    assert told["rq"]["done"], told["rq"]
