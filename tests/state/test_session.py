"""The frame: counts, the palette's search, undo from a toast, live changes of rights."""

import json
import re

from sqlalchemy import update
from sqlmodel import col

from app import features
from app.accounts.models import Member
from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.live import publish
from tests.factories.signing import sign_in
from tests.factories.tab import Tab

SESSION = "reflex___state____state.state___session____session_state"


def _open(address: str, actor: Actor) -> Tab:
    tab = Tab(address, session=sign_in(actor))
    tab.load()
    tab.send(f"{SESSION}.load")
    tab.until(actor.name)
    tab.heard(0.3)
    return tab


def test_palette_finds_records_and_things_to_do(address: str, owner: Actor) -> None:
    made = actions.run(owner, features.contacts.create, {"name": "Zenobia Quark"}).value
    with _open(address, owner) as tab:
        tab.send(f"{SESSION}.search", query="zeno")
        heard = tab.until("results")
        assert "Zenobia Quark" in heard
        assert f"/contacts/{made.id}" in heard
        tab.send(f"{SESSION}.search", query="create contact")
        assert '"Actions"' in tab.until("results")


def test_palette_hides_what_the_person_may_not_do(address: str, owner: Actor, viewer: Actor) -> None:
    with _open(address, viewer) as tab:
        tab.send(f"{SESSION}.search", query="create")
        assert "Create contact" not in tab.heard(1.5)


def test_undo_of_a_toast_takes_back_what_was_done(address: str, owner: Actor) -> None:
    done = actions.run(owner, features.contacts.create, {"name": "Made by mistake"})
    with _open(address, owner) as tab:
        tab.send(f"{SESSION}.undo", operation_id=str(done.operation_id))
        assert "Undone." in tab.until("steward:toast")
    assert actions.run(owner, features.contacts.list_, {}).value.items == []


def test_open_tasks_are_counted_and_stay_true(address: str, owner: Actor) -> None:
    with _open(address, owner) as tab:
        actions.run(owner, features.tasks.create, {"title": "Call back", "owner_id": owner.member_id})
        found = re.findall(r'"open_tasks_rx_state_":(\d+)', tab.until("open_tasks", 3))
        assert found[-1] == "1"


def test_lost_rights_take_effect_on_open_pages(address: str, owner: Actor) -> None:
    with _open(address, owner) as tab:
        with open_session(owner) as session:
            session.execute(update(Member).where(col(Member.id) == owner.member_id).values(role="viewer"))
            publish(session, {"member": str(owner.member_id), "changed": True})
        heard = tab.until("permissions", 3)
        assert "contacts:write" not in json.dumps(heard)
        tab.send(f"{SESSION}.search", query="create contact")
        assert "Create contact" not in tab.heard(1.0)
