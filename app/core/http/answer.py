"""What the other side answered."""

import json
from dataclasses import dataclass
from typing import Any

from app.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status; header names are in lower case, `elapsed` is in seconds.

    `url` is the address that answered in the end. `cut` tells that the body goes on beyond the limit.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    url: str
    elapsed: float
    cut: bool = False

    @property
    def ok(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        """The body as text, with a sign where bytes are none."""
        return self.body.decode(errors="replace")

    def json(self) -> Any:
        """The body as JSON; raises Invalid."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Invalid(f"{self.url} did not answer with JSON.") from None
