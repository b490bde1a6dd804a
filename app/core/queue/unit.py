"""The unit of work of a job: its tenant's session, or the house's where it has none."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.core.actions.run import announce
from app.core.actor import house
from app.core.db import Session, house_session, open_session
from app.core.queue.claim import Claim


@contextmanager
def unit(claim: Claim) -> Iterator[Session]:
    """One transaction for the job's effects, belonging to the operation that asked for the job."""
    if claim.tenant_id is None:
        with house_session() as session:
            yield session
        return
    actor = house(claim.tenant_id)
    with open_session(actor, claim.operation_id) as session:
        session.info["operation_id"] = claim.operation_id
        yield session
        session.flush()
        announce(session, actor)
