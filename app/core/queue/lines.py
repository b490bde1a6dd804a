"""What a running job says and touches, gathered until its next commit."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.core.db import Session
from app.core.ids import new_id
from app.core.queue.claim import Claim
from app.core.queue.records import JobLog

LONGEST = 2000
MOST_LINES = 1000
MOST_LINKS = 50
LEVELS = {"debug", "info", "warning", "error"}


class Lines:
    """Log lines and links of one attempt; those past the first 1,000 and 50 are left out."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self._said: list[dict[str, Any]] = []
        self._links: list[list[str]] = []
        self._count = 0

    def say(self, line: str, level: str) -> None:
        """Keep one line of a level (debug, info, warning, error); raises ValueError for another."""
        if level not in LEVELS:
            raise ValueError(f"There is no level {level}.")
        self._count += 1
        if self._count > MOST_LINES:
            return
        said = line if self._count < MOST_LINES else "There were more lines; they are not kept."
        self._said.append(
            {
                "id": new_id(),
                "tenant_id": self._claim.tenant_id,
                "job_id": self._claim.id,
                "attempt": self._claim.attempts,
                "level": level,
                "line": said.replace("\0", "")[:LONGEST],
            }
        )

    def touch(self, table: str, id: UUID) -> None:
        """Keep one link."""
        link = [table, str(id)]
        if link not in self._links and len(self._links) < MOST_LINKS:
            self._links.append(link)

    def touched(self) -> dict[str, Any]:
        """The column of the job that carries the links, where there are any."""
        return {"links": self._links} if self._links else {}

    def write(self, session: Session) -> None:
        """Write the lines said since the last time in this transaction."""
        said = self.take()
        if said:
            session.execute(insert(JobLog), said)

    def take(self) -> list[dict[str, Any]]:
        """The lines said since the last time, as rows; they count as written."""
        said, self._said = self._said, []
        return said
