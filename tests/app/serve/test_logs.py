"""No secret reaches a log."""

import io
import subprocess
import sys

import pytest

from app.core.logs import RedactingStream, redact


@pytest.mark.parametrize(
    "line",
    [
        "Cookie: session=S3CRET; theme=dark",
        "{'host': 'x', 'cookie': 'session=S3CRET', 'accept': '*/*'}",
        '{"Authorization": "Bearer S3CRET"}',
        "(b'cookie', b'session=S3CRET')",
        "headers=[(b'authorization', b'Basic S3CRET'), (b'host', b'x')]",
        "set-cookie: session=S3CRET; HttpOnly",
        "x-api-key: S3CRET",
        "sent Bearer S3CRET to us",
        "postgresql://steward:S3CRET@db/steward",
        "redis://:S3CRET@cache:6379/0",
        "cookie='session=S3CRET; a=b'",
        "{'cookie': 'a=\"S3CRET\"; b=c'}",
    ],
)
def test_secrets_are_hidden(line: str) -> None:
    assert "S3CRET" not in redact(line)
    assert "[hidden]" in redact(line)


@pytest.mark.parametrize(
    "line",
    ["deal moved to Won", "{'accept': '*/*', 'host': 'x'}", "http://127.0.0.1:8000/leads", "two cookies on a plate"],
)
def test_the_rest_is_left_alone(line: str) -> None:
    assert redact(line) == line


def test_neighbours_of_a_hidden_header_stay() -> None:
    assert redact("{'cookie': 'a=S3CRET', 'host': 'example'}") == "{'cookie': [hidden], 'host': 'example'}"


def test_stream_hides_what_is_printed() -> None:
    behind = io.StringIO()
    stream = RedactingStream(behind)
    stream.write("Authorization: Basic S3CRET\n")
    assert behind.getvalue() == "Authorization: [hidden]\n"


CHATTY = """
import logging
from app.core import logs
logs.configure()
print("Cookie: a=S3CRET")
logging.getLogger("reflex").warning("headers %s", {"cookie": "a=S3CRET", "host": "example"})
logging.getLogger("late").addHandler(logging.StreamHandler())
logging.getLogger("late").error("Authorization: Basic S3CRET")
raise ValueError("postgresql://steward:S3CRET@db/steward")
"""


def test_nothing_a_process_says_carries_a_secret() -> None:
    done = subprocess.run([sys.executable, "-c", CHATTY], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "S3CRET" not in said
    assert said.count("[hidden]") == 5
    assert "'host': 'example'" in said
