"""What accounts and the core hold of a person."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import SQLModel, col

from app.accounts.models import LoginSession, Member
from app.accounts.notifications.models import Notification, NotificationHours, Preference
from app.core.access import Permission
from app.core.db import Session, as_house
from app.core.events import Event
from app.core.history.models import Change, Operation
from app.core.holdings import Held, Person, holding, plain_rows
from app.core.mail import Mail
from app.core.queue import Job


def rows(session: Session, model: type[SQLModel], *conditions: Any, without: Iterable[str] = ()) -> list[Held]:
    """The rows of a model's table that meet the conditions, without columns of the house and `without`."""
    return plain_rows(session, model.metadata.tables[str(model.__tablename__)], *conditions, without=without)


@holding("member", "Colleague", Permission.PEOPLE_READ)
def members(session: Session, person: Person) -> Iterable[Held]:
    """The person as a member of the organisation."""
    return rows(session, Member, col(Member.id).in_(person.ids("member")))


@holding("notifications", "Notifications", Permission.PEOPLE_READ)
def notifications(session: Session, person: Person) -> Iterable[Held]:
    """What the person was told, and how they want to be told."""
    ids = person.ids("member")
    told = rows(session, Notification, col(Notification.member_id).in_(ids))
    chosen = rows(session, Preference, col(Preference.member_id).in_(ids))
    return [*told, *chosen, *rows(session, NotificationHours, col(NotificationHours.member_id).in_(ids))]


@holding("log-ins", "Log-ins", Permission.PEOPLE_READ)
def log_ins(session: Session, person: Person) -> Iterable[Held]:
    """When and from where the person was logged in here."""
    accounts = select(col(Member.account_id)).where(col(Member.id).in_(person.ids("member")))
    ids = [one for one in session.scalars(accounts) if one]
    mine = and_(col(LoginSession.account_id).in_(ids), col(LoginSession.tenant_id) == session.info["actor"].tenant_id)
    with as_house(session):
        return rows(session, LoginSession, mine, without={"token_hash"})


@holding("acts", "Acts", Permission.HISTORY_READ)
def acts(session: Session, person: Person) -> Iterable[Held]:
    """What the person did."""
    return rows(session, Operation, col(Operation.member_id).in_(person.ids("member")))


@holding("jobs", "Jobs", Permission.JOBS_READ)
def jobs(session: Session, person: Person) -> Iterable[Held]:
    """What the person asked to be done."""
    mine = col(Job.member_id).in_(person.ids("member"))
    return rows(session, Job, mine, without={"fence", "lease_until", "worker", "traceback", "position"})


@holding("mails", "Mails", Permission.MAIL_READ)
def mails(session: Session, person: Person) -> Iterable[Held]:
    """Mails to one of the person's addresses."""
    mine = col(Mail.tenant_id) == session.info["actor"].tenant_id
    return rows(session, Mail, mine, func.lower(col(Mail.to)).in_(person.emails), without={"html"})


@holding("events", "Events", Permission.HISTORY_READ)
def events(session: Session, person: Person) -> Iterable[Held]:
    """What happened to the person's records."""
    about = [
        and_(col(Event.record_table) == table, col(Event.record_id).in_(ids)) for table, ids in person.records.items()
    ]
    return rows(session, Event, or_(*about), without={"place"})


@holding("changes", "Changes", Permission.HISTORY_READ)
def changes(session: Session, person: Person) -> Iterable[Held]:
    """Every change of the person's records, with the values before and after."""
    about = [and_(col(Change.tbl) == table, col(Change.row_id).in_(ids)) for table, ids in person.records.items()]
    columns = (Change.seq, Change.at, Change.tbl, Change.row_id, Change.kind, Change.before, Change.after)
    names = ("seq", "at", "table", "record_id", "kind", "before", "after")
    found = session.execute(select(*(col(one) for one in columns)).where(or_(*about)).order_by(col(Change.seq)))
    return [dict(zip(names, row, strict=True)) for row in found]
