"""Engines across a fork: the compiled statements are shared, the connections are not."""

import subprocess
import sys
from pathlib import Path

from app.core.settings import Settings

ROOT = Path(__file__).parents[3]
PROGRAM = """
import os
from sqlalchemy import func, select
from app.core.db import app_engine

BACKEND = select(func.pg_backend_pid())

def backend():
    with app_engine().connect() as connection:
        return connection.scalar(BACKEND)

mine, engine = backend(), app_engine()
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    theirs = backend()
    os.write(writing, f"{theirs} {app_engine() is engine}".encode())
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
print(mine, backend(), os.read(reading, 100).decode())
"""


def test_a_fork_keeps_the_engine_and_connects_anew(house: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    before, after, forked, same = done.stdout.split()
    assert before == after != forked
    assert same == "True"
