"""Words of the server: found in the code, recognised with the values in them, said in the reader's language."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts.models import Account, Tenant
from app.accounts.notifications import Notification, notify, preferences
from app.core import said
from app.core.actions import find, registered, run
from app.core.actor import Actor, house
from app.core.db import house_session, open_session
from app.core.history import actions as history
from app.core.mail.models import Mail
from app.core.queue import registered_kinds
from app.core.queue.kind_actions import list_kinds
from app.core.sentences import in_source
from app.crm import companies
from tests.api.conftest import As
from tests.api.conftest import api as api
from tests.api.conftest import as_ as as_
from tests.factories.pseudo import PSEUDO, bare, marked, spoken, written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in which each text stands in brackets."""
    return written(tmp_path_factory.mktemp("locale"))


@pytest.fixture(autouse=True)
def pseudo(folder: Path) -> Iterator[None]:
    """The language of brackets is known for as long as the test runs."""
    with spoken(folder):
        yield


def test_words_are_found_in_the_code_with_names_for_their_values() -> None:
    source = '''
ASK = "Ask for more."

def f(session, most, name):
    """A docstring is not said."""
    log.debug("No words.")
    found.append(Why("none", "None is here."))
    raise Conflict(f"You may have {most:,} people, {name.title()}. {ASK}", fields={"a": "x"})

@action("deal.move_all", permission=P)
def g(session, company_id):
    """Move them. Raises NotFound where there is none."""

KINDS = in_english({"a": "one" if few else "many", "b": ("several", f"more of {kinds}")})
COLUMNS = {**texts(Deal, source="Where from"), "name": Column(Deal.name, "text", "Name")}
record(session, "deal.moved" if on else "deal.lost", deal)
'''
    assert set(in_source(source)) == {
        "Ask for more.",
        "You may have {most} people, {title}. Ask for more.",
        "None is here.",
        *("Move all deal", "Deal", "Move them.", "Company id"),
        *("one", "many", "several", "more of {kinds}"),
        *("Where from", "Name"),
        *("Deal moved", "Deal lost"),
    }


def test_a_sentence_is_recognised_by_its_template_and_names_stay_as_they_are() -> None:
    assert said.said("en", "There is no such operation.") == "There is no such operation."
    assert said.said(PSEUDO, "There is no such operation.") == "⟦There is no such operation.⟧"
    most = "Your organisation may have 5 people, and has them. Ask the operator of this installation for more room."
    assert said.said(PSEUDO, f"{most} Nothing was saved.") == marked(f"{most} Nothing was saved.")
    assert said.said(PSEUDO, "It was deleted since, by Luis on 2026-01-02 10:00.") == (
        "⟦It was deleted since, ⟦by Luis on 2026-01-02 10:00⟧.⟧"
    )
    assert said.said(PSEUDO, "Acme, Inc") == "Acme, Inc"
    assert said.said(PSEUDO, "There is no value for a.b. Did you mean a.c?") == (
        "⟦There is no value for a.b. Did you mean a.c?⟧"
    )
    assert said.said(PSEUDO, "Nobody covers Asia; next in turn; Ann is away") == (
        "⟦nobody covers Asia⟧; ⟦next in turn⟧; ⟦Ann is away⟧"
    )
    assert said.said(PSEUDO, "Next in turn; what Ann wrote") == "Next in turn; what Ann wrote"
    assert said.said("../../etc", "There is no such operation.") == "There is no such operation."


def kinds_of_the_house() -> set[str]:
    """Other tests of the same process register kinds of their own."""
    return {one.name for one in registered_kinds() if one.run.__module__.startswith(("app.", "jobs."))}


def test_every_title_of_the_registries_is_in_the_catalogue() -> None:
    titles = [one.title for one in registered() if not one.name.startswith("test.")]
    titles += [one.title for one in registered_kinds() if one.name in kinds_of_the_house()]
    assert [title for title in titles if said.said(PSEUDO, title) == title] == []


def test_what_went_wrong_is_said_in_every_row() -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("app.")]
    rows = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    wrong = {kind for kind in rows if is_dataclass(kind) and "error_message" in {one.name for one in fields(kind)}}
    assert [kind for kind in wrong if "error_message" not in said._marked(kind)] == []  # pyright: ignore[reportPrivateUsage]


def test_rows_are_said_in_the_language_of_the_actor(owner: Actor) -> None:
    reader = replace(owner, locale=PSEUDO)
    made = run(owner, companies.create, {"name": "Acme"}).value
    run(owner, companies.update, {"id": made.id, "city": "Done"})
    choices: Any = run(reader, preferences.preferences, {}).value
    assert all(one.title.startswith("⟦") and one.meaning.startswith("⟦") for one in choices.kinds)
    kinds = run(reader, list_kinds, {}).value
    assert all(one.title.startswith("⟦") for one in kinds if one.name in kinds_of_the_house())
    page = run(reader, history.list_, {}).value
    assert [one.title for one in page.items] == ["⟦Edit company⟧", "⟦Create company⟧"]
    timeline = run(reader, history.record_timeline, {"table": "company", "id": made.id}).value
    assert [one.text for one in timeline.items] == ["⟦changed⟧ ⟦city⟧: ⟦empty⟧ → Done", "⟦created⟧"]
    english = run(owner, history.list_, {}).value
    assert [one.title for one in english.items] == ["Edit company", "Create company"]


def test_a_mail_says_what_happened_in_the_language_of_the_organisation(owner: Actor) -> None:
    assert owner.member_id
    with house_session() as session:
        session.execute(update(Tenant).where(col(Tenant.id) == owner.tenant_id).values(locale=PSEUDO))
    with open_session(house(owner.tenant_id)) as session:
        notify(
            session, owner.member_id, "alert", "Many jobs fail", "51% of the jobs that ended in the last hour failed."
        )
    with open_session(owner) as session:
        (mail,) = session.scalars(select(Mail).where(col(Mail.tenant_id) == owner.tenant_id))
        (told,) = session.scalars(select(Notification))
    assert told.title == "Many jobs fail"
    assert mail.subject == "⟦Many jobs fail⟧"
    assert "⟦51% of the jobs that ended in the last hour failed.⟧" in mail.text


def test_errors_of_the_api_are_said_in_the_language_of_the_caller(as_: As, owner: Actor) -> None:
    with house_session() as session:
        session.execute(update(Account).where(Account.id == owner.account_id).values(locale=PSEUDO))
    client = as_(owner)
    listed = client.get("/api/actions").json()["items"]
    shown = {one["name"]: one["title"] for one in listed if not one["name"].startswith("test.")}
    assert {name: bare(title) for name, title in shown.items()} == {name: find(name).title for name in shown}
    assert all(title.startswith("⟦") for title in shown.values())
    wrong = client.post("/api/companies", json={"name": "Acme", "founded": "never"}).json()
    assert wrong["detail"] == "⟦Some fields need another look; nothing was saved.⟧"
    assert wrong["fields"]["founded"].startswith("⟦")
    gone = client.get(f"/api/companies/{owner.tenant_id}").json()
    assert gone["detail"].startswith("⟦")
    stranger = as_(None).get("/api/companies", headers={"Accept-Language": PSEUDO}).json()
    assert stranger["detail"].startswith("⟦")
