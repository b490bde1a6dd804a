"""What a session keeps beside its transaction, so that a savepoint rolled back leaves nothing of it either."""

from app.core.db import Session
from app.core.db.session import HOOKS
from app.core.events.record import TOPICS

KEPT = (HOOKS, TOPICS, "waking")


class Mark:
    """The session's hooks and topics at one moment."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held = {name: _copy(session.info[name]) for name in KEPT if name in session.info}

    def restore(self) -> None:
        """Forget what came since."""
        for name in KEPT:
            self._session.info.pop(name, None)
        self._session.info.update({name: _copy(held) for name, held in self._held.items()})


def _copy(held: object) -> object:
    return held.copy() if isinstance(held, (list, set)) else held
