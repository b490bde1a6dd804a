"""No page holds English of the server for a reader of another language.

Each page is loaded in a language in which every text known to the catalogues stands in brackets. What it then holds
without brackets is looked for among all literals of the code, also those that app/core/sentences.py does not find.
Words that the catalogues know as they stand may be left to the browser; those with values in them may not.
"""

import ast
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from reflex.state import BaseState, State

import state as states
from app.core import i18n
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.sentences import FOLDERS, LEFT_OUT, ROOT
from app.core.settings import Settings
from state import here
from state.base import Page
from tests.factories.logins import signed_up
from tests.factories.pages import call
from tests.factories.pseudo import PSEUDO, spoken, written

# A value within a literal; a text needs so many small letters of its own to tell something.
VALUE, FEWEST = "\0", 4
SEVERAL = re.compile(r"\S*[A-Za-z]{2}\S*( \S+)+", re.DOTALL)
# Names that came with the house and are the owner's to change; subjects are templates, an example is a command.
KEPT = {
    "KeysState.example",
    "LeadState.points",
    "MailTemplatesState.rows",
    "PeopleState.people",
    "PeopleState.roles",
    "ReportsState.rows",
    "RolesState.roles",
    "ScoringState.groups",
}


def literals() -> Iterator[str]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            if not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT):
                yield from (text for node in ast.walk(ast.parse(path.read_text())) if (text := text_of(node)))


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or VALUE for part in node.values)
    return ""


def with_values(known: set[str]) -> re.Pattern[str]:
    """All that the code may say with values in it."""
    telling = [
        [re.escape(part) for part in one.split(VALUE)]
        for one in known
        if VALUE in one and SEVERAL.fullmatch(one) and len(re.findall("[a-z]", one)) >= FEWEST
    ]
    return re.compile("|".join(f"(?:{'.+?'.join(parts)})" for parts in telling), re.DOTALL)


def pages() -> list[type[BaseState]]:
    """The states of all pages."""
    for module in pkgutil.walk_packages(states.__path__, "state."):
        import_module(module.name)
    found = [one for one in State.get_substates() if issubclass(one, Page) and one.__module__.startswith("state.")]
    return [one for one in found if "load" in one.event_handlers]


def held(kind: type[BaseState], actor: Actor) -> Iterator[tuple[str, str]]:
    """Every text that the page holds once it is loaded, with the var that holds it."""
    here.enter(actor)
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    page: Any = next(one for one in root.substates.values() if type(one) is kind)
    call(page, "load")
    for name in kind.base_vars:
        yield from ((f"{kind.__name__}.{name}", text) for text in texts(getattr(page, name)))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.fixture
def founder(house: Settings) -> Actor:
    """The owner of the sample company, in which something has been done."""
    owner = signed_up(company="Northwind Studio", sample=True)[0]
    deal, lead = newest(owner, "deal"), newest(owner, "lead")
    run(owner, find("task.create"), {"title": "Ring", "deal_id": deal, "due_at": "2026-11-20T10:00:00Z"})
    run(owner, find("task.create"), {"title": "Ring", "lead_id": lead})
    run(owner, find("lead.assign"), {"ids": [lead], "owner_id": owner.member_id})
    gone = run(owner, find("lead.delete"), {"ids": [newest(owner, "lead")]})
    run(owner, find("operation.undo"), {"operation_id": gone.operation_id})
    run(owner, find("job.sample"), {})
    return owner


def newest(actor: Actor, noun: str) -> str:
    found: Any = run(actor, find(f"{noun}.list"), {}).value
    return str((found if isinstance(found, list) else found.items)[0].id)


@pytest.fixture
def addresses(founder: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page of a record is at the address of the newest."""
    nouns = ("deal", "lead", "contact", "company", "product", "task", "operation", "job", "workflow", "prompt")
    known = {noun: newest(founder, noun) for noun in nouns} | {"template": "welcome-email"}

    def param(page: Page, name: str) -> str:
        noun = type(page).__name__.removesuffix("State").lower() if name == "record_id" else name.removesuffix("_id")
        return known.get(noun, "")

    monkeypatch.setattr(Page, "_param", param)


def test_no_page_holds_english_of_the_server(founder: Actor, addresses: None, tmp_path: Path) -> None:
    known = set(literals())
    composed, reader = with_values(known), replace(founder, locale=PSEUDO)
    with spoken(written(tmp_path)):
        translated = {one.id for one in i18n.catalogue(PSEUDO) or ()}
        shown = {one for kind in pages() for one in held(kind, reader) if one[0] not in KEPT and "⟦" not in one[1]}
    lost = {one for one in shown if one[1] in known and SEVERAL.fullmatch(one[1]) and one[1] not in translated}
    assert lost == set()
    assert {one for one in shown - lost if one[1] not in known and composed.fullmatch(one[1])} == set()
