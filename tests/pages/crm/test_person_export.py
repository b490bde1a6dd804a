"""The export of a person as a contact's page asks for it."""

from uuid import UUID

from app.core import actions
from app.core.actor import Actor
from app.crm import contacts
from state.crm.person_export import PersonExportState
from tests.factories.states import call, state_of
from tests.factories.work import clear_queue, worked


def test_an_export_is_asked_for_watched_and_there(owner: Actor) -> None:
    clear_queue()
    marta = actions.run(owner, contacts.create, {"name": "Marta Jansen", "email": "marta@helio.example"}).value
    state = state_of(PersonExportState, owner)
    call(state, "open", "contact", str(marta.id), marta.name)
    assert (state.shown, state.job) == (True, {})
    call(state, "start")
    assert state.job["status"] == "pending"
    worked(UUID(state.job["id"]))
    call(state, "refresh")
    assert (state.job["status"], state.job["href"].startswith("/api/files/")) == ("completed", True)
    assert {"name": "contact", "count": 1} in state.rows


def test_who_may_not_export_is_refused(owner: Actor, viewer: Actor) -> None:
    marta = actions.run(owner, contacts.create, {"name": "Marta Jansen"}).value
    state = state_of(PersonExportState, viewer)
    call(state, "open", "contact", str(marta.id), marta.name)
    call(state, "start")
    assert state.job == {}
