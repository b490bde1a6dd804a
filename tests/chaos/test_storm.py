"""The storm of `steward chaos`, a fifth of its size: nothing lost, nothing stuck, each effect once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.chaos

# 20,000 jobs and 2,000 runs in two minutes are for `steward chaos`; here the whole has to end in one.
SCALE = {"--minutes": "0.4", "--jobs": "4000", "--runs": "400", "--peers": "400"}
ROOT = Path(__file__).parents[2]


def test_nothing_is_lost_stuck_or_done_twice(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "app.cli", "chaos", "--json", *(part for pair in SCALE.items() for part in pair)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write(f"\n{told['troubles']}\nRQ in the same storm: {told['rq']}\n")
    for name in ("lost", "twice", "unasked"):
        assert told[name] == 0, told["first"]
    assert told["stuck_jobs"] == told["stuck_runs"] == {}, told
    assert told["steps_logged"] == told["steps_expected"]
    assert told["exact"]
    assert told["settled_after"] is not None
    troubles = told["troubles"]
    for name in ("worker killed", "dispatcher killed", "worker frozen", "woken", "Redis flushed", "Redis killed"):
        assert troubles[name], troubles
    assert troubles["PostgreSQL stopped"], troubles
    assert told["rq"]["given"] == int(SCALE["--peers"])
    assert told["rq"]["done"], told["rq"]
