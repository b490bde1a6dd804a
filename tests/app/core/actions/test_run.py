"""The one entrance to all actions: what is refused, what is replayed, what is left behind."""

import threading
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused, TooLarge, Unauthenticated
from app.core.history import Change, Operation
from app.core.listing import ListQuery
from app.crm import companies, contacts
from app.crm.models import Contact
from tests.factories.database import cut


def create(actor: Actor, key: str | None = None, **values: object) -> actions.Done[Any]:
    """A contact, by way of the door."""
    return actions.run(actor, contacts.create, {"name": "Ada", **values}, key=key)


def held(actor: Actor, model: type = Contact) -> int:
    """How many rows the actor's tenant has."""
    with open_session(actor) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"nmae": "Ada"}, Invalid, "nmae"),
        ({"name": 7}, Invalid, "name"),
        ({"name": ""}, Invalid, "name"),
        ({"name": "A\0da"}, Invalid, "name"),
        ({"name": "half \ud83d"}, Invalid, "name"),
        ({"name": "x" * 10_000_000}, TooLarge, "name"),
        ({"email": "no address"}, Invalid, "email"),
        ({"birthday": "31.31.2020"}, Invalid, "birthday"),
        ({"extra": {"deep": {"er": 1}}}, Invalid, "extra.deep.str"),
        ({"company_id": "not an id"}, Invalid, "company_id"),
        ({"tags": ["ok", "bad\0"]}, Invalid, "tags"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    owner: Actor, values: dict[str, object], error: type[Invalid], field: str
) -> None:
    before = [held(owner, model) for model in (Contact, Operation, Change)]
    with pytest.raises(error) as caught:
        create(owner, **values)
    assert any(name.startswith(field) for name in caught.value.fields), caught.value.fields
    assert [held(owner, model) for model in (Contact, Operation, Change)] == before


def test_deep_nesting_is_refused_before_it_is_read(owner: Actor) -> None:
    nested: dict[str, object] = {}
    for _ in range(50):
        nested = {"a": nested}
    with pytest.raises(Invalid, match="nested"):
        create(owner, extra=nested)


def test_a_reference_to_nothing_or_to_another_tenant_is_a_conflict(owner: Actor, other: Actor) -> None:
    foreign = actions.run(other, companies.create, {"name": "Theirs"}).value.id
    for missing in (UUID(int=5), foreign):
        with pytest.raises(Conflict):
            create(owner, company_id=missing)
    assert held(owner) == 0


def test_nobody_and_viewers_are_refused_before_anything_else(nobody: Actor, viewer: Actor) -> None:
    with pytest.raises(Unauthenticated):
        create(nobody)
    with pytest.raises(Refused):
        create(viewer, nmae="even what is wrong is not told")


def test_a_key_gives_the_first_answer_again(owner: Actor) -> None:
    first, second = create(owner, key="k1"), create(owner, key="k1")
    assert (second.value, second.operation_id, second.replayed) == (first.value, first.operation_id, True)
    assert held(owner) == 1


def test_a_key_with_another_body_is_refused(owner: Actor) -> None:
    create(owner, key="k1")
    with pytest.raises(Conflict):
        create(owner, key="k1", email="ada@x.example")
    assert held(owner) == 1


def test_keys_of_others_do_not_clash(owner: Actor, other: Actor) -> None:
    assert create(owner, key="same").value != create(other, key="same").value


def test_a_failed_call_leaves_its_key_free(owner: Actor) -> None:
    with pytest.raises(Conflict):
        create(owner, key="k1", company_id=UUID(int=5))
    assert not create(owner, key="k1").replayed


def test_of_many_calls_at_once_with_one_key_one_writes(owner: Actor) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(create(owner, key="k1").value.id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (held(owner), len({str(one) for one in found}), len(found)) == (1, 1, 8)


def test_an_operation_tells_who_did_what_why_and_by_which_door(owner: Actor) -> None:
    done = actions.run(owner, contacts.create, {"name": "Ada"}, why="Asked for by phone", door="api")
    with open_session(owner) as session:
        found = session.execute(select(Operation).where(text("id = :id")), {"id": done.operation_id}).scalar_one()
        assert (found.action, found.actor_name, found.why, found.door) == (
            "contact.create",
            owner.name,
            "Asked for by phone",
            "api",
        )


def test_a_reading_call_leaves_no_operation(owner: Actor) -> None:
    assert actions.run(owner, contacts.list_, {"query": ListQuery()}).operation_id is None
    assert held(owner, Operation) == 0


def test_what_another_tenant_has_is_not_there(owner: Actor, other: Actor) -> None:
    made = create(owner).value
    with pytest.raises(NotFound):
        actions.run(other, contacts.get, {"id": made.id})
    assert actions.run(other, contacts.list_, {}).value.items == []


def test_readers_outlive_lost_connections(owner: Actor) -> None:
    made = create(owner).value

    cut(owner)
    assert actions.run(owner, contacts.get, {"id": made.id}).value.id == made.id


def test_what_follows_in_the_same_transaction_only_reads_and_is_allowed(owner: Actor, viewer: Actor) -> None:
    done = actions.run(owner, contacts.create, {"name": "Ada"}, then=[(contacts.count, {})])
    assert done.then[0].value == 1
    with pytest.raises(ValueError, match="only reads"):
        actions.run(owner, contacts.count, {}, then=[(contacts.create, {"name": "Ada"})])
    with pytest.raises(Refused):
        actions.run(viewer, contacts.count, {}, then=[(contacts.export, {})])
