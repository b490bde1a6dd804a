"""The supervisor: order, restarts with growing pauses, and an end for all."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.core.embedded import StartError
from app.serve import part as parts
from app.serve.supervisor import LONGEST_PAUSE, Health, Supervisor


class Lamp:
    """A part that can be broken from outside."""

    def __init__(self, name: str, diary: list[str], refuses: bool = False) -> None:
        self.name, self.diary, self.refuses, self.burning = name, diary, refuses, False

    def start(self) -> None:
        self.diary.append(f"start {self.name}")
        if self.refuses:
            raise StartError("no oil")
        self.burning = True

    def alive(self) -> bool:
        return self.burning

    def stop(self) -> None:
        self.diary.append(f"stop {self.name}")
        self.burning = False


def _look_for(supervisor: Supervisor, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        supervisor.look()
        time.sleep(0.02)


def test_parts_stop_in_reverse_order() -> None:
    diary: list[str] = []
    supervisor = Supervisor({name: Lamp(name, diary) for name in ("database", "web")})
    supervisor.start("database", "web")
    supervisor.stop()
    assert diary == ["start database", "start web", "stop web", "stop database"]


def test_crashed_part_starts_again_and_others_are_left_alone() -> None:
    diary: list[str] = []
    lamp = Lamp("web", diary)
    supervisor = Supervisor({"database": Lamp("database", diary), "web": lamp})
    supervisor.start("database", "web")
    lamp.burning = False
    _look_for(supervisor, 1)
    assert lamp.burning
    assert diary == ["start database", "start web", "start web"]


def test_part_that_cannot_start_does_not_end_the_supervision() -> None:
    lamp = Lamp("web", [])
    supervisor = Supervisor({"web": lamp})
    supervisor.start("web")
    lamp.burning, lamp.refuses = False, True
    _look_for(supervisor, 1)
    lamp.refuses = False
    _look_for(supervisor, 1.5)
    assert lamp.burning


def test_pauses_double_up_to_half_a_minute_and_begin_anew_after_a_quiet_time() -> None:
    health = Health(since=0.0)
    assert [health.crashed(now) for now in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert [health.crashed(4) for _ in range(9)][-1] == LONGEST_PAUSE
    assert health.crashed(1000) == 0.5


def test_stopping_a_command_ends_its_children_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import subprocess, sys, time; subprocess.Popen(['sleep', '600']); time.sleep(600)"

    def spawned(*_: object, **__: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)

    monkeypatch.setattr(parts, "spawn", spawned)
    command = parts.Command("web", folder, "web")
    command.start()
    assert command.process
    process = psutil.Process(command.process.pid)
    while not process.children():
        time.sleep(0.05)
    child = process.children()[0]
    command.stop()
    assert command.process.returncode in {-signal.SIGTERM, -signal.SIGKILL}
    child.wait(5)
