"""PostgreSQL and Redis on this machine: kept data, killed servers, broken folders."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from redis import Redis

from app.core.embedded import Postgres, StartError, postgres, redis, servers
from app.core.embedded.tail import complaint

HOLD = """
import sys, time
from pathlib import Path
from app.core.embedded import postgres, redis
with postgres(Path(sys.argv[1]), durable=False), redis(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(600)
"""


def _scalar(url: str, query: str) -> object:
    with psycopg.connect(url) as session:
        row = session.execute(query).fetchone()  # pyright: ignore[reportArgumentType, reportCallIssue]
        return row[0] if row else None


def _gone(pid: int) -> bool:
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_data_stays_from_one_start_to_the_next(folder: Path) -> None:
    with postgres(folder, durable=False) as url, psycopg.connect(url) as session:
        session.execute("create table kept (word text)")
        session.execute("insert into kept values ('still here')")
    with postgres(folder, durable=False) as url:
        assert _scalar(url, "select word from kept") == "still here"


def test_owner_is_no_superuser_and_vectors_are_there(folder: Path) -> None:
    with postgres(folder, durable=False) as url:
        assert _scalar(url, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user") is False
        assert _scalar(url, "select '[1,2]'::vector::text") == "[1,2]"
        assert str(_scalar(url, "show server_version")).startswith("18.")


def test_only_this_machine_can_reach_the_servers(folder: Path) -> None:
    with postgres(folder, durable=False) as url, redis(folder) as cache:
        assert _scalar(url, "show listen_addresses") == ""
        assert Redis.from_url(cache).config_get("port") == {"port": "0"}
        for name in ("postgres", "redis"):
            assert (folder / "run" / name).stat().st_mode & 0o077 == 0


def test_second_command_takes_the_running_server_and_leaves_it_running(folder: Path) -> None:
    with postgres(folder, durable=False) as first:
        with postgres(folder, durable=False) as second:
            assert second == first
        assert _scalar(first, "select 1") == 1


def test_killed_server_starts_again_with_its_data(folder: Path) -> None:
    server = Postgres(folder)
    server.start()
    try:
        with psycopg.connect(server.url) as session:
            session.execute("create table kept as select 7 as number")
        assert server.process
        server.process.kill()
        server.process.wait()
        assert not server.alive()
        server.start()
        assert _scalar(server.url, "select number from kept") == 7
    finally:
        server.stop()


def test_pid_file_that_names_another_program_is_no_obstacle(folder: Path) -> None:
    with postgres(folder, durable=False):
        lines = (folder / "pg" / "postmaster.pid").read_text().splitlines()
    (folder / "pg" / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    with postgres(folder, durable=False) as url:
        assert _scalar(url, "select 1") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child's life to its parent's")
def test_servers_end_when_their_starter_is_killed(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "ready\n"
        children = [child.pid for child in psutil.Process(holder.pid).children()]
        holder.send_signal(signal.SIGKILL)
    assert len(children) == 2
    assert all(_gone(pid) for pid in children)


def test_broken_data_folder_is_one_clear_line(folder: Path) -> None:
    with postgres(folder, durable=False):
        pass
    (folder / "pg" / "global" / "pg_control").write_bytes(b"rubbish")
    with pytest.raises(StartError) as caught, postgres(folder, durable=False):
        pass
    assert "\n" not in str(caught.value)
    assert f"mv {folder}/pg {folder}/pg.broken" in str(caught.value)


def test_interrupted_first_start_leaves_nothing_in_the_way(folder: Path) -> None:
    (folder / "pg.new").mkdir()
    (folder / "pg.new" / "half").write_text("made")
    with postgres(folder, durable=False) as url:
        assert _scalar(url, "select 1") == 1


def test_full_disk_is_named(folder: Path) -> None:
    log = folder / "postgres.log"
    log.write_text("LOG: fine\nPANIC:  could not write to file: No space left on device\n")
    assert "no space is left on the disk" in complaint(log, folder / "pg", "PostgreSQL")


def test_data_folder_that_is_a_file_is_one_clear_line(folder: Path) -> None:
    (folder / "taken").write_text("")
    with pytest.raises(StartError, match="STEWARD_DATA=/path"), postgres(folder / "taken"):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs the servers itself and may enter its own folders")
def test_private_parent_is_refused_and_left_as_it_was(folder: Path) -> None:
    (folder / "private").mkdir(mode=0o700)
    with pytest.raises(StartError, match="cannot enter"), postgres(folder / "private" / "data"):
        pass
    assert (folder / "private").stat().st_mode & 0o777 == 0o700


def test_commands_are_told_the_addresses_and_forget_them(bare: Path) -> None:
    with servers() as known:
        assert os.environ["DATABASE_URL"].startswith("postgresql://steward@/")
        assert known.database_url
        assert known.database_url.startswith("postgresql+psycopg://")
        assert Redis.from_url(known.redis_url or "").ping()
    assert "DATABASE_URL" not in os.environ
