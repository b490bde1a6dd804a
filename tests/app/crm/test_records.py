"""Companies, contacts, products, tasks and notes: made, changed, owned, tagged, deleted, exported."""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import col

from app.core import actions, files
from app.core.access import Permission, Reach
from app.core.actions import Action
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import AppError, Conflict, Invalid, NotFound, Refused
from app.core.events import Event
from app.core.ids import new_id
from app.core.listing import ListQuery
from app.crm import companies, contacts, leads, notes, products, tasks
from app.crm.models import Company, Contact, Task
from tests.factories.people import colleague

LISTED = [companies, contacts, products, tasks]


def do(actor: Actor, action: Action[..., Any], **arguments: Any) -> Any:
    return actions.run(actor, action, arguments).value


def events_of(actor: Actor, row_id: UUID) -> list[str]:
    with open_session(actor) as session:
        found = select(col(Event.name)).where(col(Event.record_id) == row_id).order_by(col(Event.seq))
        return list(session.scalars(found))


def test_a_new_contact_shows_company_and_owner_by_name(owner: Actor) -> None:
    company = do(owner, companies.create, name="Acme", domain="https://www.acme.example/about")
    made = do(owner, contacts.create, name=" Ada ", email="ADA@Acme.test", company_id=company.id, tags=["a", "a"])
    assert (made.name, made.email, made.company_name, made.owner_name) == (
        "Ada",
        "ada@acme.test",
        "Acme",
        owner.name,
    )
    assert (made.tags, company.domain) == (["a"], "acme.example")
    assert do(owner, contacts.get, id=made.id) == made
    assert events_of(owner, made.id) == ["contact.created"]


def test_only_given_fields_change_and_blank_ones_are_emptied(owner: Actor) -> None:
    made = do(owner, contacts.create, name="Ada", city="London", phone="+44 20 7946 0000")
    changed = do(owner, contacts.update, id=made.id, version=made.version, city="  ")
    assert (changed.city, changed.phone, changed.name) == (None, "+442079460000", "Ada")
    assert changed.version == made.version + 1
    assert events_of(owner, made.id) == ["contact.created", "contact.updated"]


def test_a_change_to_the_same_values_is_none(owner: Actor) -> None:
    made = do(owner, contacts.create, name="Ada", city="London")
    assert do(owner, contacts.update, id=made.id, city="London").version == made.version


def test_the_second_of_two_editors_learns_who_changed_what(owner: Actor) -> None:
    luis = colleague(owner, "Luis", "manager")
    made = do(owner, contacts.create, name="Ada")
    do(luis, contacts.update, id=made.id, version=made.version, phone="+49 30 1234567", city="Bonn")
    with pytest.raises(Conflict, match="Luis changed city, phone"):
        do(owner, contacts.update, id=made.id, version=made.version, city="Köln")
    assert do(owner, contacts.get, id=made.id).city == "Bonn"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", "a@b@c.example"),
        ("name", "   "),
        ("name", "x" * 201),
        ("name", "a\0b"),
        ("tags", ["x" * 51]),
        ("extra", {"deep": {"er": 1}}),
        ("birthday", "31.02.2020"),
        ("company_id", "not an id"),
        ("tenant_id", str(UUID(int=7))),
        ("version", "one"),
    ],
)
def test_values_of_the_wrong_form_are_refused_by_name(owner: Actor, field: str, value: object) -> None:
    made = do(owner, contacts.create, name="Ada")
    with pytest.raises(Invalid) as caught:
        do(owner, contacts.update, **{"id": made.id, field: value})
    assert any(name.startswith(field) for name in caught.value.fields)


def test_references_beyond_the_tenant_are_refused(owner: Actor, other: Actor) -> None:
    theirs = do(other, companies.create, name="Theirs")
    for company_id in (theirs.id, new_id()):
        with pytest.raises(AppError) as caught:
            do(owner, contacts.create, name="Ada", company_id=company_id)
        assert caught.value.status in (404, 409, 422)


def test_records_of_another_tenant_cannot_be_found_changed_or_deleted(owner: Actor, other: Actor) -> None:
    theirs = do(other, contacts.create, name="Theirs")
    calls: list[Callable[[], Any]] = [
        lambda: do(owner, contacts.get, id=theirs.id),
        lambda: do(owner, contacts.update, id=theirs.id, name="Mine"),
        lambda: do(owner, contacts.delete, ids=[theirs.id]),
        lambda: do(owner, notes.create, subject_table="contact", subject_id=theirs.id, body="x"),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert do(owner, contacts.tag, ids=[theirs.id], add=["x"]).changed == 0
    assert do(other, contacts.get, id=theirs.id) == theirs


def test_who_reaches_own_rows_only_sees_and_changes_no_others(owner: Actor) -> None:
    rep = colleague(owner, "Rita", "rep", reach=Reach.OWN)
    mine = do(rep, contacts.create, name="Mine Ada")
    others = do(owner, contacts.create, name="Others Ada")
    assert [row.id for row in do(rep, contacts.list_).items] == [mine.id]
    assert [row.id for row in do(rep, contacts.list_, query={"search": "ada"}).items] == [mine.id]
    assert do(rep, contacts.count).value == 1
    with pytest.raises(NotFound):
        do(rep, contacts.update, id=others.id, name="x")
    with pytest.raises(Refused):
        do(rep, contacts.create, name="For another", owner_id=owner.member_id)


def test_a_viewer_reads_but_does_not_write(owner: Actor, viewer: Actor) -> None:
    made = do(owner, contacts.create, name="Ada")
    assert do(viewer, contacts.get, id=made.id) == made
    with pytest.raises(Refused):
        do(viewer, contacts.update, id=made.id, name="x")


def test_bulk_acts_take_ids_or_a_query_but_never_both_or_none(owner: Actor) -> None:
    for given in ({}, {"ids": [], "query": ListQuery()}):
        with pytest.raises(Invalid):
            do(owner, contacts.tag, add=["x"], **given)


def test_all_that_match_get_an_owner_and_tags(owner: Actor) -> None:
    luis = colleague(owner, "Luis", "manager")
    made = [do(owner, contacts.create, name=f"Ada {n}", tags=["old", "kept"]) for n in range(3)]
    do(owner, contacts.create, name="Else")
    query = {"search": "ada"}
    assert do(owner, contacts.assign, owner_id=luis.member_id, query=query).changed == 3
    assert do(owner, contacts.assign, owner_id=luis.member_id, query=query).changed == 0
    assert do(owner, contacts.tag, add=["new"], remove=["old"], query=query).changed == 3
    row = do(owner, contacts.get, id=made[0].id)
    assert (row.owner_name, row.tags) == ("Luis", ["kept", "new"])
    assert events_of(owner, made[0].id) == ["contact.created", "contact.updated", "contact.updated"]
    assert do(owner, contacts.delete, query=query).changed == 3
    assert [row.name for row in do(owner, contacts.list_).items] == ["Else"]
    assert events_of(owner, made[0].id)[-1] == "contact.deleted"


def test_deleting_a_company_keeps_its_people(owner: Actor) -> None:
    company = do(owner, companies.create, name="Acme")
    contact = do(owner, contacts.create, name="Ada", company_id=company.id)
    do(owner, companies.delete, ids=[company.id])
    assert do(owner, contacts.get, id=contact.id).company_id is None


def test_a_company_is_not_its_own_parent(owner: Actor) -> None:
    company = do(owner, companies.create, name="Acme")
    daughter = do(owner, companies.create, name="Acme Labs", parent_id=company.id)
    assert daughter.parent_name == "Acme"
    with pytest.raises(Invalid):
        do(owner, companies.update, id=company.id, parent_id=company.id)


def test_two_products_of_one_name_are_a_conflict(owner: Actor) -> None:
    do(owner, products.create, name="GTX Pro", price="4821.00", currency="usd")
    with pytest.raises(Conflict):
        do(owner, products.create, name="gtx pro")


def test_a_task_is_done_once_and_reopened(owner: Actor) -> None:
    task = do(owner, tasks.create, title="Call Ada", due_at="2030-01-01T10:00:00+01:00")
    done = do(owner, tasks.complete, id=task.id)
    assert done.state == "done"
    assert do(owner, tasks.complete, id=task.id) == done
    assert do(owner, tasks.reopen, id=task.id).done_at is None
    assert events_of(owner, task.id) == ["task.created", "task.completed", "task.reopened"]


def test_tasks_without_a_day_come_last(owner: Actor) -> None:
    for title, due in (("later", "2031-01-01T00:00:00Z"), ("never", None), ("soon", "2030-01-01T00:00:00Z")):
        do(owner, tasks.create, title=title, due_at=due)
    assert [row.title for row in do(owner, tasks.list_).items] == ["soon", "later", "never"]


def test_a_moment_without_a_zone_is_refused(owner: Actor) -> None:
    with pytest.raises(Invalid):
        do(owner, tasks.create, title="x", due_at="2030-01-01T10:00:00")


def test_notes_stand_about_a_record(owner: Actor) -> None:
    contact = do(owner, contacts.create, name="Ada")
    note = do(owner, notes.create, subject_table="contact", subject_id=contact.id, body=" Likes tea. ")
    assert (note.body, note.owner_name) == ("Likes tea.", owner.name)
    where = [{"field": "subject_id", "operator": "equals", "value": str(contact.id)}]
    assert do(owner, notes.list_, query={"where": where}).items == [note]
    with pytest.raises(Invalid):
        do(owner, notes.create, subject_table="member", subject_id=owner.member_id, body="x")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_holds_all_matching_rows_and_no_formula(owner: Actor, form: str) -> None:
    for number in range(3):
        do(owner, contacts.create, name=f"=cmd|' /C calc'!A{number}", city="Bonn")
    do(owner, contacts.create, name="Elsewhere", city="Köln")
    where = [{"field": "city", "operator": "equals", "value": "Bonn"}]
    file = do(owner, contacts.export, query={"where": where}, format=form)
    assert owner.tenant_id
    content = files.path(owner.tenant_id, file.id).read_bytes()
    assert len(content) == file.size
    if form == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        lines = [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
    at = lines[0].index("Name")
    assert sorted(line[at] for line in lines[1:]) == [f"'=cmd|' /C calc'!A{number}" for number in range(3)]


def test_exporting_needs_the_right_to_read_too(owner: Actor) -> None:
    only = colleague(owner, "Eve", permissions=frozenset({Permission.EXPORTS_READ}))
    with pytest.raises(Refused):
        do(only, contacts.export)


@pytest.mark.parametrize("noun", LISTED, ids=lambda module: module.__name__)
def test_lists_of_every_noun_start_empty(owner: Actor, noun: Any) -> None:
    assert do(owner, noun.list_).items == []
    assert do(owner, noun.count).value == 0
    with pytest.raises(NotFound):
        do(owner, noun.get, id=new_id())


def test_an_empty_bulk_touches_nothing(owner: Actor) -> None:
    for model, noun in ((Company, companies), (Contact, contacts), (Task, tasks)):
        assert do(owner, noun.assign, ids=[], owner_id=None).changed == 0
        with open_session(owner) as session:
            assert session.scalars(select(model)).all() == []


def test_work_on_a_lead_answers_it_and_clashes_with_no_edit(owner: Actor) -> None:
    lead = do(owner, leads.create, name="Ada")
    do(owner, notes.create, subject_table="lead", subject_id=lead.id, body="Called her.")
    first = do(owner, leads.get, id=lead.id).last_contact
    task = do(owner, tasks.create, title="Send offer", lead_id=lead.id)
    do(owner, tasks.complete, id=task.id)
    assert first is not None
    assert do(owner, leads.get, id=lead.id).last_contact > first
    assert do(owner, leads.update, id=lead.id, version=lead.version, city="Bonn").city == "Bonn"
