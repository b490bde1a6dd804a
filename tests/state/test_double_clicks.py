"""Double clicks: the second of two at once does nothing, the same button on another address does its work."""

from typing import Any

import pytest
from reflex.istate.data import ReflexURL, URLData

from app.core import actions
from app.core.actor import Actor
from app.crm.imports import look
from state import sockets
from state.crm.import_wizard import ImportState
from tests.app.crm.imports.bringing import bring
from tests.factories.states import call, state_of


@pytest.fixture
def wizard(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sockets, "token_now", lambda: "one tab")
    return state_of(ImportState, owner)


def _dry_run(wizard: Any, import_id: str) -> str:
    wizard._get_root_state().rx_router_url = URLData.from_url(ReflexURL(f"http://here/imports/{import_id}"))
    wizard.import_id = import_id
    return call(wizard, "check")


def test_the_same_button_is_no_double_click_on_the_page_of_another_record(owner: Actor, wizard: Any) -> None:
    one, other = (str(bring(owner, f"{name}.csv", "name\nAda\n", "contact").row.id) for name in ("one", "other"))
    _dry_run(wizard, one)
    _dry_run(wizard, other)
    assert [actions.run(owner, look.get, {"id": id}).value.row.status for id in (one, other)] == ["checking"] * 2


def test_the_second_of_two_clicks_at_once_does_nothing(owner: Actor, wizard: Any) -> None:
    made = str(bring(owner, "one.csv", "name\nAda\n", "contact").row.id)
    assert "under way" not in _dry_run(wizard, made) + _dry_run(wizard, made)
