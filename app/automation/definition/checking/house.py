"""What the tenant has that a workflow may name, read once for a whole check."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member, Role
from app.automation.models.workflows import Workflow
from app.core import mail
from app.core.access import ROLES
from app.core.actor import Actor
from app.core.db import Session


@dataclass
class House:
    """The tenant's members, roles, workflows and mail templates."""

    session: Session
    actor: Actor

    @cached_property
    def members(self) -> set[str]:
        """Ids, addresses and names of the members."""
        rows = self.session.execute(select(col(Member.id), col(Member.email), col(Member.name)))
        return {str(part).lower() for row in rows for part in row if part}

    @cached_property
    def roles(self) -> set[str]:
        """The names of the roles."""
        return {*ROLES, *self.session.scalars(select(col(Role.key)))}

    @cached_property
    def workflows(self) -> dict[str, UUID]:
        """The ids of the workflows by name and by id."""
        rows = self.session.execute(select(col(Workflow.id), col(Workflow.name))).all()
        return {str(id): id for id, _ in rows} | {name: id for id, name in rows}

    @cached_property
    def templates(self) -> dict[str, set[str]]:
        """The mail templates by name, with the paths they need."""
        return mail.known_templates(self.session)
