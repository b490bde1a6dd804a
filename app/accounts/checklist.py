"""The first steps of an organisation: registered by features, done when the facts say so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Member, Ticket, TicketKind
from app.accounts.rows import Checklist, Step
from app.core import mail
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.events import touch
from app.core.times import utc_now

Fact = Callable[[Session, Actor], bool]
Key = Annotated[str, StringConstraints(max_length=60)]


@dataclass(frozen=True, slots=True)
class Kind:
    """A first step as a feature registers it; without a fact it is done once the person has opened its page."""

    key: str
    title: str
    route: str
    order: int
    permission: Permission
    fact: Fact | None


_steps: dict[str, Kind] = {}


def step(key: str, title: str, route: str, *, order: int, permission: Permission, fact: Fact | None = None) -> None:
    """Add a first step for those who hold `permission`; the lowest `order` stands first."""
    _steps[key] = Kind(key, title, route, order, permission, fact)


@action("checklist.get", permission=Permission.SELF, effect=Effect.READ, title="Show first steps")
def get(session: Session, actor: Actor) -> Checklist:
    """The first steps that this person can take, and which of them are done."""
    member = session.scalars(select(Member).where(col(Member.id) == actor.member_id)).one()
    kinds = sorted((kind for kind in _steps.values() if actor.may(kind.permission)), key=lambda kind: kind.order)
    steps = [Step(kind.key, kind.title, kind.route, _done(session, actor, member, kind)) for kind in kinds]
    return Checklist(steps, member.checklist_dismissed_at is None and not all(step.done for step in steps))


def _done(session: Session, actor: Actor, member: Member, kind: Kind) -> bool:
    return kind.fact(session, actor) if kind.fact else kind.key in member.steps_seen


@action("checklist.see", permission=Permission.SELF, effect=Effect.WRITE, title="Take first step")
def see(session: Session, actor: Actor, key: Key) -> None:
    """Note that this person has opened the page of a step; raises NotFound."""
    if key not in _steps:
        raise NotFound("There is no such step.")
    member = session.scalars(select(Member).where(col(Member.id) == actor.member_id)).one()
    if key not in member.steps_seen:
        member.steps_seen = [*member.steps_seen, key]
        touch(session, "member")


@action("checklist.dismiss", permission=Permission.SELF, effect=Effect.WRITE, title="Hide first steps")
def dismiss(session: Session, actor: Actor) -> None:
    """Hide the first steps from this person's home."""
    member = session.scalars(select(Member).where(col(Member.id) == actor.member_id)).one()
    member.checklist_dismissed_at = utc_now()
    touch(session, "member")


def _invited(session: Session, actor: Actor) -> bool:
    people = select(func.count()).select_from(Member).where(col(Member.account_id).is_not(None))
    invited = select(col(Ticket.id)).where(
        col(Ticket.tenant_id) == actor.tenant_id, col(Ticket.kind) == TicketKind.INVITE.value
    )
    return (session.scalar(people) or 0) > 1 or session.scalar(invited.limit(1)) is not None


def _mail(session: Session, actor: Actor) -> bool:
    return mail.configured()


step(
    "invite",
    "Invite a colleague",
    "/settings/people?invite=1",
    order=20,
    permission=Permission.PEOPLE_WRITE,
    fact=_invited,
)
step("mail", "Set up e-mail", "/settings/organisation", order=50, permission=Permission.SETTINGS_WRITE, fact=_mail)
