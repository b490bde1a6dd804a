"""People named in notes: who is meant, and that they are told once."""

from uuid import UUID

import pytest

from app.accounts.notifications import actions as bell
from app.core.actions import run
from app.core.actor import Actor
from app.core.settings import Settings
from app.crm import leads, notes
from app.crm.mentions import named
from tests.factories.logins import signed_up
from tests.factories.people import colleague

ANA, BEN, ANNE, OTHER_BEN = (UUID(int=number) for number in range(1, 5))
PEOPLE = {ANA: "Ana Keller", BEN: "Ben Ito", ANNE: "Ana-Lena Ost", OTHER_BEN: "Ben Osei"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ask @Ana Keller, please", {ANA}),
        ("ask @ana\nkeller", {ANA}),
        ("@Ben Osei and @Ana", {OTHER_BEN, ANA}),
        ("@Ben", set[UUID]()),
        ("@Ana-Lena", {ANNE}),
        ("write to ana@keller.example or @Anastasia", set[UUID]()),
        ("nobody", set[UUID]()),
    ],
)
def test_who_is_meant(text: str, who: set[UUID]) -> None:
    assert named(text, PEOPLE) == who


def test_who_is_named_is_told_once_with_the_way_there(house: Settings) -> None:
    owner = signed_up()[0]
    other = colleague(owner, "Piet Later", "manager")
    lead = run(owner, leads.create, {"name": "Marta Jansen"}).value
    given = {"subject_table": "lead", "subject_id": lead.id, "body": f"@Piet Later look, says @{owner.name}"}
    note = run(owner, notes.create, given).value
    assert told(other) == [("mention", f"/leads/{lead.id}")]
    assert told(owner) == []
    run(owner, notes.update, {"id": note.id, "body": "@Piet Later please look"})
    assert len(told(other)) == 1


def told(actor: Actor) -> list[tuple[str, str]]:
    return [
        (one.kind, one.link) for one in run(actor, bell.list_notifications, {}).value.items if one.kind == "mention"
    ]
