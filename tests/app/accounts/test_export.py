"""Exports of a list and of a person: all that is held, nothing of others, no formulas, only by right."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.accounts.export import job as exports
from app.accounts.models import Member, Role
from app.core import actions, files, mail
from app.core.access import GRANTABLE, Permission, Reach
from app.core.actor import Actor, Kind
from app.core.db import open_session
from app.core.errors import Invalid, NotFound, Refused
from app.core.files import actions as file_actions
from app.core.holdings import holdings
from app.core.queue import Job
from app.core.queue import actions as queue
from app.crm import contacts, leads, notes, tasks
from tests.factories.lead_management import live_on, with_rules
from tests.factories.people import colleague
from tests.factories.work import clear_queue, worked

EVIL = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    clear_queue()


def exported(actor: Actor, **what: Any) -> Job:
    job = worked(actions.run(actor, exports.export, what).value.id)
    assert job.error_message is None
    return job


def opened(actor: Actor, job: Job) -> zipfile.ZipFile:
    assert job.result
    assert actor.tenant_id
    file = actions.run(actor, file_actions.get, {"file_id": job.result["fileId"]}).value
    return zipfile.ZipFile(files.path(actor.tenant_id, file.id))


@pytest.fixture
def klara(owner: Actor) -> UUID:
    """A contact with a note, a task, a mail and a change, beside another of whom as much is held."""
    for name in ("Klara", "Somebody else"):
        address = f"{name.replace(' ', '.').lower()}@example.com"
        row = actions.run(owner, contacts.create, {"name": name, "email": address}).value
        actions.run(owner, contacts.update, {"id": row.id, "city": f"City of {name}"})
        note = {"subject_table": "contact", "subject_id": row.id, "body": f"{EVIL} about {name}"}
        actions.run(owner, notes.create, note)
        actions.run(owner, tasks.create, {"title": f"Call {name}", "contact_id": row.id})
        with open_session(owner) as session:
            variables = {"name": name, "title": f"Dear {name}", "body": "", "link": "https://example.com"}
            mail.send(session, address.upper(), "notification", variables)
        if name == "Klara":
            klara = row.id
    return klara


def test_all_that_is_held_of_a_contact_and_nothing_of_others(owner: Actor, klara: UUID) -> None:
    with opened(owner, exported(owner, person="contact", id=klara)) as archive:
        held = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    whole = "\n".join(held.values())
    assert "Somebody else" not in whole
    for name in ("contact", "notes", "tasks", "mails", "events", "changes"):
        assert json.loads(held[f"{name}.json"]), name
        assert list(csv.DictReader(io.StringIO(held[f"{name}.csv"]))), name
    assert "City of Klara" in held["changes.json"]
    bodies = [row["body"] for row in csv.DictReader(io.StringIO(held["notes.csv"]))]
    assert bodies == [f"'{EVIL} about Klara"]
    assert json.loads(held["about.json"])["of"] == "Klara"
    assert {f"{one.name}.json" for one in holdings()} <= set(held)


def test_what_workflows_and_webhooks_hold_is_with_it(owner: Actor) -> None:
    with_rules(owner)
    made = actions.run(owner, leads.create, {"name": "Lena Lead", "email": "lena@example.com"}).value
    actions.run(owner, leads.create, {"name": "Somebody else"})
    live_on()
    with opened(owner, exported(owner, person="lead", id=made.id)) as archive:
        (run,) = json.loads(archive.read("workflow-runs.json"))
        assert run["subject_id"] == str(made.id)
        assert json.loads(archive.read("workflow-steps.json"))
        assert "Somebody else" not in archive.read("workflow-steps.json").decode()


def test_what_one_may_not_read_is_left_out_and_named(owner: Actor, klara: UUID) -> None:
    some = GRANTABLE - {Permission.MAIL_READ}
    rep = colleague(owner, "Rita", "admin", some)
    with open_session(owner) as session:
        session.add(Role(key="some", name="Some", permissions=sorted(some)))
        session.flush()
        member = session.get(Member, (owner.tenant_id, rep.member_id))
        assert member
        member.role = "some"
    job = exported(rep, person="contact", id=klara)
    assert job.result
    assert job.result["leftOut"] == ["Mails"]
    with opened(rep, job) as archive:
        assert "mails.json" not in archive.namelist()


def test_all_that_is_held_of_a_colleague(owner: Actor, klara: UUID) -> None:
    rita = colleague(owner, "Rita", "manager")
    actions.run(rita, contacts.update, {"id": klara, "city": "Rome"})
    with opened(owner, exported(owner, person="member", id=rita.member_id)) as archive:
        assert [row["name"] for row in json.loads(archive.read("member.json"))] == ["Rita"]
        assert [row["action"] for row in json.loads(archive.read("acts.json"))] == ["contact.update"]
        assert b"token_hash" not in archive.read("log-ins.json")


def test_a_list_with_filters(owner: Actor, klara: UUID) -> None:
    where = {"rules": [{"field": "name", "operator": "equals", "value": "Klara"}]}
    with opened(owner, exported(owner, view="contacts", query={"where": where})) as archive:
        rows = json.loads(archive.read("contacts.json"))
    assert [row["name"] for row in rows] == ["Klara"]


def test_rights(owner: Actor, other: Actor, viewer: Actor, klara: UUID) -> None:
    with pytest.raises(NotFound):
        exported(other, person="contact", id=klara)
    with pytest.raises(Refused):
        exported(viewer, person="contact", id=klara)
    blind = colleague(owner, "Ben", "viewer", frozenset({Permission.EXPORTS_READ, Permission.DEALS_READ}))
    with pytest.raises(Refused):
        exported(blind, view="contacts")
    near = colleague(owner, "Nora", "rep", GRANTABLE, Reach.OWN)
    with pytest.raises(Refused):
        exported(near, person="contact", id=klara)
    for wrong in ({}, {"view": "secrets"}, {"person": "contact"}, {"view": "contacts", "person": "lead", "id": klara}):
        with pytest.raises(Invalid):
            exported(owner, **wrong)
    job = exported(owner, view="contacts")
    with pytest.raises(Refused):
        opened(blind, job)


def test_what_a_key_asks_for_goes_no_further_than_the_key(owner: Actor, klara: UUID) -> None:
    scopes = frozenset({Permission.JOBS_WRITE, Permission.EXPORTS_READ})
    key = replace(owner, kind=Kind.KEY, permissions=scopes)
    asked = {"job_type": "data.export", "payload": {"person": "contact", "id": str(klara)}}
    job = worked(actions.run(key, queue.create, asked).value.id)
    assert job.status == "failed"
    assert job.result is None
