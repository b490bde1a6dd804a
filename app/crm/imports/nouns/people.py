"""Colleagues: those who own records. They are added without a log-in; an invitation lets them in later."""

from typing import Any

from app.accounts.members import MemberFields
from app.accounts.models import Member
from app.core.access import Permission
from app.core.db import Session
from app.crm.imports.noun import Noun, Values, listed
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    values["skills"] = listed(values.get("skills")) or None
    values["territories"] = listed(values.get("territories")) or None
    email = values.get("email")
    values["email"] = email.lower() if isinstance(email, str) else None
    return values


def _finish(session: Session, scene: Scene, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    for row in new:
        row["role"] = "rep"


PEOPLE = Noun(
    key="person",
    title="Sales team",
    one="person",
    model=Member,
    permission=Permission.PEOPLE_WRITE,
    fields=(
        Field("name", "Name", ("owner", "colleague", "employee"), required=True),
        Field("email", "E-mail", kind="email"),
        Field("territories", "Territories", ("territory", "regional office")),
        Field("skills", "Skills", ("skill", "languages")),
        Field("capacity", "Capacity", kind="integer"),
    ),
    identities=(("email",), ("name",)),
    anchors=("name",),
    details=MemberFields,
    shape=_shape,
    finish=_finish,
    route="/settings/people",
)
