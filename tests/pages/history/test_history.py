"""The history, one operation and the inbox as their pages handle them."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from app.accounts.notifications import notify
from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.history import actions as history
from app.crm import leads
from state.history.audit import AuditState
from state.history.one import OperationState
from state.inbox import InboxState
from tests.factories.people import colleague
from tests.factories.states import call, state_of

Opened = Callable[[Actor, object], OperationState]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Open the page of one operation."""

    def opening(actor: Actor, operation_id: object) -> OperationState:
        monkeypatch.setattr(OperationState, "_param", lambda self, name: str(operation_id))
        state = state_of(OperationState, actor)
        call(state, "load")
        return state

    return opening


def test_filters_stand_in_the_address(owner: Actor) -> None:
    carl = colleague(owner, "Carl Colleague", "manager")
    actions.run(owner, leads.create, {"name": "Ada"}, why="met at the fair")
    actions.run(carl, leads.create, {"name": "Grace"}, door="api")
    state = state_of(AuditState, owner)
    call(state, "load")
    assert [row["who"] for row in state.rows] == ["Carl Colleague", "Olivia Owner"]
    assert (state.rows[1]["summary"].split(",")[0], state.rows[1]["why"]) == ("Lead Ada", "met at the fair")
    assert "member_id" in call(state, "only", "member_id", str(carl.member_id))
    assert [row["who"] for row in state.rows] == ["Carl Colleague"]
    call(state, "only", "door", "ui")
    assert state.rows == []
    call(state, "clear_rules")
    call(state, "only", "touched", "lead")
    assert len(state.rows) == 2
    call(state, "search_for", "fair")
    assert [row["who"] for row in state.rows] == ["Olivia Owner"]


def test_undo_from_the_list_and_its_redo(owner: Actor) -> None:
    actions.run(owner, leads.create, {"name": "Ada"})
    state = state_of(AuditState, owner)
    call(state, "load")
    assert "Undone." in call(state, "undo", state.rows[0]["id"])
    assert [row["state"] for row in state.rows] == ["undo", "undone"]
    assert actions.run(owner, leads.count, {}).value.value == 0
    call(state, "undo", state.rows[0]["id"])
    assert actions.run(owner, leads.count, {}).value.value == 1


def test_one_operation_in_words(owner: Actor, opened: Opened) -> None:
    lead = actions.run(owner, leads.create, {"name": "Ada", "city": "Bonn"}).value
    done = actions.run(owner, leads.update, {"id": lead.id, "city": "Ulm"})
    state = opened(owner, done.operation_id)
    change = next(one for one in state.changes if one["title"] == "Lead")
    assert (change["name"], change["kind"], change["href"]) == ("Ada", "changed", f"/leads/{lead.id}")
    assert {"title": "City", "before": "Bonn", "after": "Ulm"} in change["fields"]
    assert state.operation["undoable"]


def test_undo_tells_what_stays_and_what_stands_in_the_way(owner: Actor, opened: Opened) -> None:
    lead = actions.run(owner, leads.create, {"name": "Ada", "city": "Bonn", "phone": "1"}).value
    first = actions.run(owner, leads.update, {"id": lead.id, "city": "Ulm", "phone": "2"})
    later = actions.run(owner, leads.update, {"id": lead.id, "city": "Köln"})
    state = opened(owner, first.operation_id)
    said = call(state, "undo")
    assert "except for what was changed since" in said
    now = actions.run(owner, leads.get, {"id": lead.id}).value
    assert (now.city, now.phone) == ("Köln", "1")
    undo = re.search(r"/history/([0-9a-f-]{36})", said)
    assert undo
    report = opened(owner, undo[1])
    assert (report.kept_total, report.kept[0]["name"], report.kept[0]["columns"]) == (1, "Ada", "city")
    assert report.kept[0]["later"] == str(later.operation_id)
    assert report.kept[0]["href"] == f"/leads/{lead.id}"


def test_a_foreign_operation_is_not_there(owner: Actor, other: Actor, opened: Opened) -> None:
    done = actions.run(other, leads.create, {"name": "Ada"})
    assert opened(owner, done.operation_id).missing
    assert opened(owner, uuid4()).missing


def test_a_viewer_may_look_but_not_undo(owner: Actor, viewer: Actor, opened: Opened) -> None:
    done = actions.run(owner, leads.create, {"name": "Ada"})
    state = opened(viewer, done.operation_id)
    assert not state.operation["undoable"]
    assert "does not allow" in call(state, "undo")
    assert actions.run(owner, history.get, {"id": done.operation_id}).value.operation.undone_by_id is None


def test_news_is_read_one_by_one_and_all_at_once(owner: Actor) -> None:
    with open_session(owner) as session:
        assert owner.member_id
        for name in ("Ada", "Grace", "Barbara"):
            notify(session, owner.member_id, "deal.assigned", f"New deal: {name}", link="/deals/1")
    state = state_of(InboxState, owner)
    call(state, "load")
    assert [row["title"] for row in state.rows] == ["New deal: Barbara", "New deal: Grace", "New deal: Ada"]
    call(state, "read", state.rows[0]["id"])
    assert (state.unread, len(state.rows)) == (2, 2)
    assert "show=all" in call(state, "show", "all")
    assert [row["unread"] for row in state.rows] == [False, True, True]
    call(state, "read_all")
    assert state.unread == 0
    call(state, "show", "unread")
    assert state.rows == []
