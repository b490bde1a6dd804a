"""Imports that are cut off, stopped or fed with what breaks software."""

import io
import json
from typing import Any

import pytest
from openpyxl import Workbook

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session
from app.core.history.actions import undo
from app.core.listing import ListQuery
from app.core.queue import Job
from app.crm import contacts
from app.crm.imports import actions as imports
from app.crm.imports import look, process
from app.crm.imports.rows import ImportDetails
from tests.app.crm.imports.bringing import SHARED, bring, counts, done, tried, work

# Nothing tells these rows apart but their place in the file.
NAMELESS = "name,city\n" + "".join(f"Person {n},Kiel\n" for n in range(20)) + ",\n,Bonn\n"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven rows a transaction."""
    monkeypatch.setattr(process, "BATCH", 7)


def count(actor: Actor) -> int:
    return actions.run(actor, contacts.count, {"query": ListQuery()}).value.value


def begun(actor: Actor, made: ImportDetails) -> ImportDetails:
    return actions.run(actor, imports.run, {"id": made.row.id}).value


def state_of(actor: Actor, made: ImportDetails) -> ImportDetails:
    return actions.run(actor, look.get, {"id": made.row.id}).value


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    owner: Actor, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = process.write
    calls: list[int] = []

    def failing(*args: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the machine is gone")
        written(*args)

    monkeypatch.setattr(process, "write", failing)
    made = begun(owner, bring(owner, "people.csv", NAMELESS, "contact"))
    assert work(made.row.job_id).status == "retrying"
    assert (count(owner), counts(state_of(owner, made))) == (7, {"created": 7})
    assert work(made.row.job_id).status == "completed"
    assert count(owner) == 20
    assert counts(state_of(owner, made)) == {"created": 20, "refused": 1}
    assert state_of(owner, made).row.refused_file_id is not None


def test_what_was_written_before_a_stop_stays_and_can_be_undone(
    owner: Actor, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(owner, bring(owner, "people.csv", NAMELESS, "contact"))
    written = process.write

    def stopping(*args: object) -> None:
        written(*args)
        actions.run(owner, imports.stop_, {"id": made.row.id})

    monkeypatch.setattr(process, "write", stopping)
    monkeypatch.setattr("app.core.queue.context.BETWEEN", 0.0)
    assert work(made.row.job_id).status == "cancelled"
    assert count(owner) == 7
    assert (state_of(owner, made).row.status, counts(state_of(owner, made))) == ("cancelled", {"created": 7})
    actions.run(owner, undo, {"operation_id": made.row.operation_id})
    assert count(owner) == 0


def test_a_failed_import_names_its_reason(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begun(owner, bring(owner, "people.csv", NAMELESS, "contact"))
    with house_session() as session:
        session.get_one(Job, made.row.job_id).max_attempts = 1
    monkeypatch.setattr(process, "write", lambda *args: 1 / 0)
    assert work(made.row.job_id).status == "failed"
    row = state_of(owner, made).row
    assert (row.status, row.error) == ("failed", "Something went wrong on our side (ZeroDivisionError).")


def test_workbooks_come_in_like_text(owner: Actor) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in (["Name", "E-mail", "Birthday"], ["Ada", "ada@example.com", "1990-12-10"], ["Bo", "=1+1", ""]):
        sheet.append(line)
    book.save(out)
    assert counts(done(owner, bring(owner, "people.xlsx", out.getvalue()))) == {"created": 2}


def test_strings_that_break_software_are_kept_or_refused(owner: Actor) -> None:
    path = SHARED / "naughty_strings" / "blns.json"
    if not path.exists():
        pytest.skip(f"outside data is not here: {path}")
    strings = [one for one in json.loads(path.read_text()) if one.strip()]
    lines = ['"' + one.replace('"', '""') + '",x' for one in strings]
    made = tried(owner, bring(owner, "odd.csv", "\n".join(["name,city", *lines]), "contact"))
    assert sum(counts(made).values()) == len(strings)
    ran = done(owner, made)
    assert counts(ran) == counts(made)
    assert count(owner) == counts(ran)["created"] > 400


def test_an_old_dry_run_does_not_speak_over_the_import(owner: Actor) -> None:
    made = bring(owner, "people.csv", NAMELESS, "contact")
    old = actions.run(owner, imports.check, {"id": made.row.id}).value.row.job_id
    actions.run(owner, imports.stop_, {"id": made.row.id})
    ran = done(owner, made)
    assert work(old).error_message == "This import has gone on since; nothing was done."
    assert counts(state_of(owner, made)) == counts(ran)


def test_a_job_that_ends_while_its_import_is_read_is_shown_with_its_figures(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bring(owner, "people.csv", NAMELESS, "contact")
    asked = actions.run(owner, imports.check, {"id": made.row.id}).value
    read = look.load

    def ended_meanwhile(*args: Any, **more: Any) -> Any:
        found = read(*args, **more)
        work(asked.row.job_id)
        return found

    monkeypatch.setattr(look, "load", ended_meanwhile)
    shown = state_of(owner, made)
    assert (shown.row.status, counts(shown)) == ("checked", {"created": 20, "refused": 1})
    assert shown.report["samples"]
