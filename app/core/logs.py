"""Logs without secrets: whatever a process prints passes through one filter first."""

import io
import logging
import re
import sys
from typing import TextIO

from app.core.settings import settings

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
HIDDEN = "[hidden]"
NAMES = r"(?:set-cookie|cookie|authorization|x-api-key)"
QUOTED = r"""b?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
SECRET_HEADERS = (
    # As a mapping or a pair in Python or JSON: 'cookie': 'a=b', (b"cookie", b"a=b")
    re.compile(rf"""(["']{NAMES}["']\s*[:,=]\s*){QUOTED}""", re.IGNORECASE),
    # As a plain header line or argument: Cookie: a=b
    re.compile(rf"""(\b{NAMES}\s*[:=]\s*)(?!\[hidden\])(?:{QUOTED}|[^\s"'{{}}][^\r\n"'}}]*)""", re.IGNORECASE),
)
SECRET_PARTS = (
    re.compile(r"(\bbearer\s+)[\w.~+/=-]+", re.IGNORECASE),
    re.compile(r"(://[^\s:/@]*:)[^\s@/]+(?=@)"),
)


def redact(text: str) -> str:
    """Return the text with cookies, authorization headers, bearer tokens and passwords in addresses hidden."""
    for pattern in SECRET_HEADERS + SECRET_PARTS:
        text = pattern.sub(rf"\1{HIDDEN}", text)
    return text


class RedactingStream(io.TextIOBase):
    """A text stream that hides secrets in what is written to the stream behind it."""

    def __init__(self, behind: TextIO) -> None:
        self.behind = behind

    def write(self, text: str, /) -> int:
        """Write the text without its secrets; returns the length of what was given."""
        self.behind.write(redact(text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream behind."""
        self.behind.flush()

    def isatty(self) -> bool:
        """Whether the stream behind is a terminal."""
        return self.behind.isatty()

    def fileno(self) -> int:
        """The number of the stream behind."""
        return self.behind.fileno()

    @property
    def encoding(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The encoding of the stream behind."""
        return self.behind.encoding


def configure() -> None:
    """Send this process's logs to stderr, and let nothing it prints carry a secret; call it first of all."""
    if not isinstance(sys.stderr, RedactingStream):
        sys.stdout, sys.stderr = RedactingStream(sys.stdout), RedactingStream(sys.stderr)
    logging.basicConfig(level=settings().log_level, format=FORMAT, stream=sys.stderr, force=True)
    for chatty in ("httpx", "httpcore", "rq.worker", "alembic.runtime.plugins"):
        logging.getLogger(chatty).setLevel("WARNING")
