"""Runs on real tables: the two definitions of the catalogue over ten days, and each type of step."""

import time
from datetime import timedelta
from typing import Any

import pytest

from app.automation import run_waits
from app.core.actions import run
from app.core.actor import Actor
from app.core.errors import Conflict
from app.core.times import utc_now
from app.crm import contacts
from tests.app.automation.living import advance, happen, letters, over, path, publish, runs, settle

CART = {"cart": {"id": "c-1", "items": [{"name": "Shoe", "quantity": 1, "price": 10}], "total": 10}}


def contact(owner: Actor) -> Any:
    return run(owner, contacts.create, {"name": "Ann Buyer", "email": "ann@example.com"}).value


def test_onboarding_takes_ten_days_in_a_second(owner: Actor, onboarding: dict[str, Any]) -> None:
    publish(owner, onboarding)
    contact(owner)
    settle()
    begun, began = utc_now() + timedelta(seconds=1), time.process_time()
    moments = list(over(owner, begun, timedelta(days=11)))
    (made,) = runs(owner)
    assert made.state == "completed", (made.reason, made.error_message)
    assert letters(owner) == ["welcome", "getting-started-tips", "first-order-discount"]
    assert timedelta(days=10) <= moments[-1] - begun < timedelta(days=10, minutes=1)
    # Of our own: what the machine does beside it is not ours.
    assert time.process_time() - began < 5


def test_a_cart_that_is_still_abandoned_gets_a_discount(owner: Actor, cart: dict[str, Any]) -> None:
    publish(owner, cart)
    payload = {**CART, "user": {"email": "ann@example.com", "name": "Ann"}, "discount": {"code": "X10"}}
    payload["cart"] = {**CART["cart"], "url": "https://shop.example.com/c-1"}
    happen(owner, "cart.abandoned", payload, subject="cart:c-1")
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=2)))
    (made,) = runs(owner)
    assert made.state == "completed", (made.reason, made.error_message)
    assert letters(owner) == ["abandoned-cart-reminder", "abandoned-cart-discount"]
    assert path(owner)[3] == ("condition-1", "completed")


def test_a_cart_that_was_recovered_gets_none(owner: Actor, cart: dict[str, Any]) -> None:
    publish(owner, cart)
    payload = {**CART, "user": {"email": "ann@example.com", "name": "Ann"}, "discount": {"code": "X10"}}
    happen(owner, "cart.abandoned", payload, subject="cart:c-1")
    happen(owner, "cart.recovered", CART, subject="cart:c-1")
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=2)))
    assert runs(owner)[0].state == "completed"
    assert letters(owner) == ["abandoned-cart-reminder"]


def test_a_mail_that_lacks_a_value_fails_with_a_suggestion(owner: Actor, cart: dict[str, Any]) -> None:
    publish(owner, cart)
    happen(owner, "cart.abandoned", {"cart": {"itms": []}, "user": {"email": "a@example.com"}}, subject="cart:c-1")
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=2)))
    (made,) = runs(owner)
    assert made.state == "failed"
    assert "cart.items" in (made.error_message or "")
    assert letters(owner) == []


def test_the_same_event_twice_makes_one_run(owner: Actor) -> None:
    publish(owner, {"steps": [{"type": "set", "values": {"x": "{{ n }}"}}]})
    first = happen(owner, "test.begun", {"n": 1}, key="delivery-1")
    second = happen(owner, "test.begun", {"n": 1}, key="delivery-1")
    advance()
    assert first.id == second.id
    assert [made.state for made in runs(owner)] == ["completed"]


@pytest.mark.parametrize(("value", "way"), [(5, "small"), (50, "large")])
def test_a_branch_and_a_loop(owner: Actor, value: int, way: str) -> None:
    steps = [
        {
            "type": "branch",
            "branches": [
                {
                    "name": "small",
                    "rules": [{"field": "n", "operator": "less_than", "value": 10}],
                    "steps": [{"type": "set", "values": {"size": "small"}}],
                }
            ],
            "otherwise": [{"type": "set", "values": {"size": "large"}}],
        },
        {"type": "loop", "items": "names", "as": "name", "steps": [{"type": "wait", "duration": "1h"}]},
    ]
    publish(owner, {"steps": steps})
    happen(owner, "test.begun", {"n": value, "names": ["a", "b"]})
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    (made,) = runs(owner)
    assert made.state == "completed", made.error_message
    assert made.cursor["vars"] == {"size": way}
    assert [key for key, _ in path(owner)][2:] == ["wait-1#0", "wait-1#1", "loop-1"]


def test_a_wait_is_ended_by_hand_and_no_other_step_is(owner: Actor) -> None:
    steps = [{"type": "wait", "duration": "3d"}, {"type": "set", "values": {"a": "b"}}]
    publish(owner, {"steps": steps})
    happen(owner, "test.begun")
    advance()
    (asleep,) = runs(owner)
    with pytest.raises(Conflict):
        run(owner, run_waits.go_on, {"id": asleep.id, "key": "set-1"})
    run(owner, run_waits.go_on, {"id": asleep.id, "key": "wait-1"})
    advance()
    assert (runs(owner)[0].state, path(owner)) == ("completed", [("wait-1", "completed"), ("set-1", "completed")])
    with pytest.raises(Conflict):
        run(owner, run_waits.go_on, {"id": asleep.id, "key": "wait-1"})
