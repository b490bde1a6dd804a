"""`steward up` as a whole: one line, a page, restarts, and an end without orphans."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
import psutil
import pytest
from playwright.sync_api import Browser

from app.core.settings import CHECKOUT
from tests.app.serve.conftest import ADDRESSES, short_folder

pytestmark = pytest.mark.e2e
PATIENCE = 300


class Running:
    """A started `steward up` with what it printed."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "up"],
            cwd=CHECKOUT,
            env=_environment(folder, port),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        self.line = self.process.stdout.readline()

    def began(self) -> "Running":
        """Itself where it has begun; fails with what it complained of where not."""
        if not self.line:
            pytest.fail(self.process.communicate()[1])
        return self

    def family(self) -> list[psutil.Process]:
        """All processes it has started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def command(self, name: str) -> int:
        """The process number of one command, 0 while it does not run."""
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.Error):
                if child.cmdline()[-1:] == [name]:
                    return child.pid
        return 0

    def end(self, number: signal.Signals = signal.SIGINT) -> str:
        """Send the signal and return what else was printed."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return out + err


def _environment(folder: Path, port: int) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    return kept | {"STEWARD_DATA": str(folder), "PORT": str(port)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _eventually(check: Callable[[], bool], seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.1)
    return False


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/ping", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _gone(family: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(family, timeout=15)[1]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """The data folder of all tests here: to fill one takes longer than any of them."""
    with short_folder() as path:
        yield path


@pytest.fixture(scope="module")
def up(home: Path) -> Iterator[Running]:
    """Steward on that folder and a port of its own, killed with all it started where the tests leave it running."""
    running = Running(home, _free_port()).began()
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_one_line_and_a_page_that_connects(up: Running, browser: Browser) -> None:
    assert up.line == f"Steward is running at {up.address}\n"
    page = browser.new_page()
    with page.expect_websocket(lambda socket: "/_event" in socket.url) as opened:
        page.goto(f"{up.address}/sign-up")
    assert str(up.address.removeprefix("http")) in opened.value.url
    page.wait_for_selector("input[type=password]")
    page.close()


def test_taken_port_and_taken_folder_are_one_line(up: Running, home: Path, tmp_path: Path) -> None:
    port = int(up.address.rpartition(":")[2])
    second = Running(home, _free_port())
    said = second.process.communicate()[1]
    assert "already runs on the data folder" in said
    assert said.count("\n") == 1
    assert second.process.returncode == 1
    third = Running(home / "other", port)
    said = third.process.communicate()[1]
    assert said.startswith(f"steward: Port {port} of 127.0.0.1 is not free")
    assert said.count("\n") == 1


def test_crashed_parts_come_back(up: Running) -> None:
    for name in ("web", "worker", "dispatcher"):
        killed = up.command(name)
        os.kill(killed, signal.SIGKILL)
        assert _eventually(lambda name=name, killed=killed: up.command(name) not in {0, killed})
    assert _eventually(lambda: _answers(up.address))


SEND_NONSENSE = """([address]) => new Promise((done) => {
  const socket = new WebSocket(address.replace('http', 'ws') + '/_event/?EIO=4&transport=websocket&token=stranger');
  socket.onmessage = ({data}) => {
    if (data.startsWith('0')) socket.send('40/_event,');
    if (data.startsWith('40')) {
      socket.send('42/_event,["event",{"name":"no.such.handler","payload":{},"token":"stranger","router_data":{}}]');
      socket.send('42/_event,["event",["not an event"]]');
      setTimeout(done, 2000);
    }
  };
})"""


def test_after_a_killed_supervisor_the_next_start_recovers_and_ends_clean_without_secrets_in_the_logs(
    up: Running, home: Path, browser: Browser
) -> None:
    family = up.family()
    up.end(signal.SIGKILL)
    assert _gone(family)
    again = Running(home, _free_port()).began()
    context = browser.new_context(extra_http_headers={"Authorization": "Basic S3CRET"})
    context.add_cookies([{"name": "session", "value": "S3CRET", "url": again.address}])
    page = context.new_page()
    page.goto(f"{again.address}/sign-up")
    page.evaluate(SEND_NONSENSE, [again.address])
    context.close()
    family = again.family()
    assert again.end() == ""
    assert again.process.returncode == 0
    assert _gone(family)
    assert not [path.name for path in (home / "log").iterdir() if "S3CRET" in path.read_text()]
