"""Records found by their names, of every kind that actions name."""

import pytest

from app import features as features
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.errors import NotFound, Refused
from app.core.history.finding import Found
from app.core.history.finding import find as look
from app.core.history.subjects import subject_called
from tests.factories.people import colleague

NOUNS = ("lead", "contact", "company", "deal", "product", "task", "member", "pipeline", "stage", "role", "workflow")
OTHERS = ("mail_template", "prompt", "report", "webhook_endpoint", "webhook_source")


def found(actor: Actor, kind: str, text: str = "") -> list[Found]:
    return run(actor, look, {"kind": kind, "text": text}).value


@pytest.mark.parametrize("kind", NOUNS + OTHERS)
def test_each_kind_can_be_looked_for(owner: Actor, kind: str) -> None:
    known = subject_called(kind)
    assert known is not None
    assert found(owner, kind, "nothing is called so") == []
    assert all(one.name for one in found(owner, kind))
    with pytest.raises(Refused):
        found(colleague(owner, "Nobody", "viewer", permissions=frozenset()), kind)


def test_by_words_with_a_hint_and_only_ones_own(owner: Actor, other: Actor) -> None:
    for actor, name in ((owner, "Acme Works"), (owner, "Bolt Works"), (other, "Acme Abroad")):
        run(actor, find("company.create"), {"name": name, "domain": "works.example"})
    assert [one.name for one in found(owner, "company", "work")] == ["Acme Works", "Bolt Works"]
    assert [(one.name, one.hint) for one in found(owner, "company", "acm")] == [("Acme Works", "works.example")]
    assert {one.name for one in found(owner, "member", owner.name[:3])} == {owner.name}


def test_kinds_that_nobody_looks_for(owner: Actor) -> None:
    for kind in ("score_rule", "account", ""):
        with pytest.raises(NotFound):
            found(owner, kind)
