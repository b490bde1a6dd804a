"""The send ledger as its page shows it, and what a person decides there."""

from typing import Any
from uuid import UUID, uuid4

from app.core import effects
from app.core.actor import Actor
from app.core.db import open_session
from app.core.effects import EffectState
from app.core.effects.settle import settle
from state.jobs.sendings import SendingsState
from tests.factories.states import call, state_of

RUN = uuid4()


def sent(actor: Actor, key: str, state: EffectState) -> UUID:
    with open_session(actor) as session:
        waiter = f"run:{RUN}:s1" if state is EffectState.UNKNOWN else None
        made = effects.intend(
            session, key=key, kind="http", target="shop.example", request={"method": "POST", "url": key}, waiter=waiter
        )
        settle(session, made, state, reason="Nobody answered." if state is not EffectState.SENT else None)
        return made.id


def page(actor: Actor) -> Any:
    state = state_of(SendingsState, actor)
    call(state, "load")
    return state


def test_what_is_unknown_is_decided_with_its_reason(owner: Actor) -> None:
    assert (page(owner).rows, page(owner).undecided) == ([], False)
    doubtful = sent(owner, "https://shop.example/pay", EffectState.UNKNOWN)
    sent(owner, "https://shop.example/ok", EffectState.SENT)
    state = page(owner)
    assert (len(state.rows), state.undecided) == (2, True)
    assert "state=unknown" in call(state, "show", "unknown")
    (one,) = state.rows
    assert (one["id"], one["run"], one["what"]) == (str(doubtful), f"/runs/{RUN}", "https://shop.example/pay")
    call(state, "open", one["id"])
    assert '"method": "POST"' in state.sending["request"]
    assert "Say how you know" in call(state, "decide", {"decision": "happened", "note": " "})
    assert state.errors == {"note": "missing"}
    call(state, "decide", {"decision": "happened", "note": "The shop has the order."})
    assert (state.rows, state.undecided, state.sending) == ([], False, {})
    call(state, "show", "")
    kept = next(one for one in state.rows if one["id"] == str(doubtful))
    assert (kept["state"], "The shop has the order." in kept["note"]) == ("sent", True)


def test_what_has_no_job_any_more_is_not_sent_again(owner: Actor) -> None:
    doubtful = sent(owner, "again", EffectState.UNKNOWN)
    state = page(owner)
    call(state, "open", str(doubtful))
    assert "no longer kept" in call(state, "decide", {"decision": "again", "note": "It is not there."})
    assert state.undecided
    call(state, "show", "nonsense")
    assert state.view == ""


def test_others_see_nothing_and_a_viewer_decides_nothing(owner: Actor, viewer: Actor, other: Actor) -> None:
    doubtful = sent(owner, "pay", EffectState.UNKNOWN)
    assert page(other).rows == []
    state = page(viewer)
    assert not state.may_write
    call(state, "open", str(doubtful))
    call(state, "decide", {"decision": "happened", "note": "x"})
    assert page(owner).undecided
