"""Small files with the dirt of real ones, from upload to undo."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.core import actions, files
from app.core.access import ROLES, Permission, Reach
from app.core.actor import Actor
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.history.actions import undo
from app.core.listing import ListQuery, Page
from app.crm import companies, contacts, deals, lead_scores, leads, pipelines
from app.crm.imports import actions as imports
from app.crm.imports import look
from tests.app.crm.imports.bringing import bring, counts, done, tried, work
from tests.factories.lead_management import live_on, with_rules
from tests.factories.people import colleague

DIRTY = Path(__file__).resolve().parents[3] / "data" / "imports"


@pytest.fixture
def seller(owner: Actor) -> Actor:
    """An owner with a pipeline."""
    actions.run(owner, pipelines.create, {"name": "Sales"})
    return owner


def of_file(actor: Actor, name: str) -> imports.ImportDetails:
    return bring(actor, name, (DIRTY / name).read_bytes())


def names(actor: Actor, listed: actions.Action[..., Page[Any]]) -> list[str]:
    return sorted(row.name for row in actions.run(actor, listed, {"query": ListQuery(limit=200)}).value.items)


def test_a_table_is_taken_for_what_it_holds(seller: Actor) -> None:
    expected = {
        "team.csv": "person",
        "products.csv": "product",
        "accounts.csv": "company",
        "pipeline.csv": "deal",
        "people.csv": "contact",
        "leads.csv": "lead",
    }
    assert {name: of_file(seller, name).row.noun for name in expected} == expected


def test_a_dry_run_writes_nothing_and_says_what_the_run_then_does(seller: Actor) -> None:
    for name in ("team.csv", "products.csv", "accounts.csv"):
        done(seller, of_file(seller, name))
    before = names(seller, companies.list_)
    made = tried(seller, of_file(seller, "pipeline.csv"))
    assert made.row.status == "checked"
    assert counts(made) == {"created": 7, "refused": 2}
    assert made.report["made"]["company"]["names"] == ["Elmsworth"]
    assert made.report["made"]["person"]["names"] == ["Newcomer Nash"]
    assert sorted(made.report["made"]["stage"]["names"]) == ["Engaging", "Prospecting"]
    assert made.report["notes"]["Product “FXPro” was read as “FX Pro”"] == 1
    assert made.report["notes"]["Company “Birchlinee” was read as “Birchline”"] == 1
    assert set(made.report["reasons"]) == {
        "close_date: “2017-13-45” is a date that does not exist",
        "Row 2 is about the same record",
    }
    assert names(seller, companies.list_) == before
    assert names(seller, deals.list_) == []
    ran = done(seller, made)
    assert (ran.row.status, counts(ran)) == ("done", counts(made))
    assert ran.report == made.report
    assert "Elmsworth" in names(seller, companies.list_)


def test_deals_keep_days_amounts_and_stages(seller: Actor) -> None:
    done(seller, of_file(seller, "pipeline.csv"))
    found = actions.run(seller, deals.list_, {"query": ListQuery(limit=50)}).value.items
    by_ref = {deal.external_ref: deal for deal in found}
    first, open_one = by_ref["A1"], by_ref["A4"]
    assert (first.amount, first.stage_name, first.owner_name) == (Decimal("4514.00"), "Won", "Anna Fern")
    assert first.closed_at is not None
    assert first.closed_at.date().isoformat() == "2017-03-31"
    assert by_ref["A6"].amount == Decimal("26000.50")
    assert (open_one.closed_at, open_one.company_name, open_one.stage_name) == (None, None, "Engaging")
    stages = [stage.name for stage in actions.run(seller, pipelines.get, {}).value.stages]
    assert stages == ["Prospecting", "Qualified", "Engaging", "Proposal", "Negotiation", "Won", "Lost"]


def test_the_same_file_again_changes_nothing(seller: Actor) -> None:
    for name in ("team.csv", "products.csv", "accounts.csv", "people.csv", "pipeline.csv"):
        first = counts(done(seller, of_file(seller, name)))
        again = counts(done(seller, of_file(seller, name)))
        assert again == {"unchanged": first["created"], **({"refused": first["refused"]} if "refused" in first else {})}


def test_companies_belong_to_parents_that_come_later_or_are_made(seller: Actor) -> None:
    made = done(seller, of_file(seller, "accounts.csv"))
    assert counts(made) == {"created": 3, "refused": 2}
    assert made.report["made"] == {"company": {"count": 1, "names": ["Oakhold"]}}
    found = {row.name: row for row in actions.run(seller, companies.list_, {"query": ListQuery()}).value.items}
    assert found["Birchline"].parent_id == found["Alder Corporation"].id
    assert found["Cedarworks"].parent_id == found["Oakhold"].id
    assert (found["Alder Corporation"].sector, found["Birchline"].country) == ("Technology", "Philippines")


def test_an_import_is_undone_and_redone_as_one(seller: Actor) -> None:
    made = done(seller, of_file(seller, "pipeline.csv"))
    stages = actions.run(seller, pipelines.get, {}).value.stages
    taken_back = actions.run(seller, undo, {"operation_id": made.row.operation_id})
    assert taken_back.value.kept == []
    assert names(seller, deals.list_) == names(seller, companies.list_) == []
    assert len(actions.run(seller, pipelines.get, {}).value.stages) == len(stages) - 2
    assert actions.run(seller, look.get, {"id": made.row.id}).value.row.status == "undone"
    actions.run(seller, undo, {"operation_id": taken_back.operation_id})
    assert len(names(seller, deals.list_)) == 7
    assert actions.run(seller, look.get, {"id": made.row.id}).value.row.status == "done"


def test_what_was_taken_back_before_the_job_began_is_not_written(seller: Actor) -> None:
    made = of_file(seller, "pipeline.csv")
    asked = actions.run(seller, imports.run, {"id": made.row.id})
    actions.run(seller, undo, {"operation_id": asked.operation_id})
    assert work(asked.value.row.job_id).status == "cancelled"
    assert names(seller, deals.list_) == []


def test_refused_rows_come_back_as_an_inert_file(seller: Actor) -> None:
    made = tried(seller, of_file(seller, "people.csv"))
    assert counts(made) == {"created": 4, "refused": 2}
    assert made.row.refused_file_id
    assert seller.tenant_id
    place = files.path(seller.tenant_id, made.row.refused_file_id)
    header, *lines = csv.reader(place.read_text("utf-8-sig").splitlines())
    assert header[:3] == ["Why refused", "rec_id", "given_name"]
    assert [line[1:3] for line in lines] == [["rec-3-org", "'=cmd"], ["rec-4-org", "kayla"]]
    assert "19371233" in lines[0][0]


def test_people_keep_their_letters_and_those_without_a_name_are_kept(seller: Actor) -> None:
    done(seller, of_file(seller, "people.csv"))
    found = {row.external_ref: row for row in actions.run(seller, contacts.list_, {"query": ListQuery()}).value.items}
    assert (found["rec-1-org"].name, found["rec-2-org"].name, found["rec-5-org"].name) == (
        "wäller",
        "láchlan berry",
        "rec-5-org",
    )


def test_an_edit_in_the_file_updates_the_record_and_shows_before_and_after(seller: Actor) -> None:
    done(seller, bring(seller, "people.csv", "id,name,email,city\n1,Ada,ada@example.com,Kiel\n2,Bo,bo@example.com,\n"))
    text = "id,name,email,city\n1,Ada,ADA@example.com,Bonn\n2,Bo,bo@example.com,\n3,Cy,ada@example.com,Ulm\n"
    made = done(seller, bring(seller, "people.csv", text))
    assert counts(made) == {"created": 1, "updated": 1, "unchanged": 1}
    assert made.report["samples"]["updated"][0]["why"] == "City: Kiel → Bonn"


def test_a_record_without_reference_is_recognised_by_address_and_gets_the_reference(seller: Actor) -> None:
    actions.run(seller, contacts.create, {"name": "Ada Lane", "email": "ada@example.com"})
    made = done(seller, bring(seller, "people.csv", "id,name,email\n7,Ada Lane,Ada@example.com\n", "contact"))
    assert counts(made) == {"updated": 1}
    (found,) = actions.run(seller, contacts.list_, {"query": ListQuery()}).value.items
    assert found.external_ref == "7"


def test_doubles_that_are_there_already_are_never_chosen_between(seller: Actor) -> None:
    for _ in range(2):
        actions.run(seller, contacts.create, {"name": "Ada", "email": "ada@example.com"})
        actions.run(seller, companies.create, {"name": "Alder"})
    made = tried(seller, bring(seller, "people.csv", "name,email,company\nAda,ada@example.com,\nBo,bo@x.test,Alder\n"))
    assert list(made.report["reasons"]) == [
        "2 records fit this row; it is not clear which is meant",
        "Company “Alder”: 2 bear this name; it is not clear which",
    ]


def test_leads_are_scored_and_assigned_as_if_they_had_just_come(seller: Actor) -> None:
    with_rules(seller)
    made = done(seller, of_file(seller, "leads.csv"))
    assert counts(made) == {"created": 2, "refused": 2}
    live_on()
    found = {row.name: row for row in actions.run(seller, leads.list_, {"query": ListQuery()}).value.items}
    marta = found["Marta Jansen"]
    assert (marta.owner_id, marta.source, marta.budget) == (seller.member_id, "Website", Decimal("24000.00"))
    ledger = actions.run(seller, lead_scores.points, {"id": marta.id}).value
    assert marta.score == sum(line.points for line in ledger) > 0


def test_columns_of_ones_own_are_kept_beside_the_known_ones(seller: Actor) -> None:
    made = bring(seller, "people.csv", "name,email,shoe size\nAda,ada@example.com,38\n")
    mapping = {column.name: column.field for column in made.columns} | {"shoe size": "+extra"}
    actions.run(seller, imports.map_, {"id": made.row.id, "mapping": mapping})
    done(seller, made)
    (found,) = actions.run(seller, contacts.list_, {"query": ListQuery()}).value.items
    assert found.extra == {"shoe size": "38"}


def test_a_mapping_is_held_to_columns_and_fields(seller: Actor) -> None:
    made = bring(seller, "people.csv", "name,email\nAda,ada@example.com\n")
    for mapping in ({"nme": "name"}, {"name": "surname"}, {"name": "email", "email": "email"}):
        with pytest.raises(Invalid):
            actions.run(seller, imports.map_, {"id": made.row.id, "mapping": mapping})
    actions.run(seller, imports.map_, {"id": made.row.id, "mapping": {"name": None, "email": None}})
    with pytest.raises(Invalid, match="Choose a column"):
        actions.run(seller, imports.check, {"id": made.row.id})


def test_a_file_is_imported_once_and_stops_on_request(seller: Actor) -> None:
    made = of_file(seller, "people.csv")
    asked = actions.run(seller, imports.run, {"id": made.row.id}).value
    with pytest.raises(Conflict):
        actions.run(seller, imports.run, {"id": made.row.id})
    assert asked.row.status == "running"
    assert actions.run(seller, imports.stop_, {"id": made.row.id}).value.row.status == "cancelled"
    assert names(seller, contacts.list_) == []


def test_long_cells_and_what_is_no_table_are_refused(seller: Actor) -> None:
    made = tried(seller, bring(seller, "people.csv", f"name,email\n{'x' * 300},a@b.example\nBo,bo@b.example\n"))
    assert counts(made) == {"created": 1, "refused": 1}
    with pytest.raises(Invalid):
        bring(seller, "people.csv", b"%PDF-1.7 ...")
    with pytest.raises(Invalid):
        bring(seller, "people.csv", "name,email\n")


def test_rights_hold(seller: Actor, viewer: Actor, other: Actor) -> None:
    made = of_file(seller, "pipeline.csv")
    with pytest.raises(NotFound):
        actions.run(other, look.get, {"id": made.row.id})
    with pytest.raises(Refused):
        actions.run(viewer, imports.run, {"id": made.row.id})
    with pytest.raises(Refused):
        actions.run(colleague(seller, "Olga Own", "rep", reach=Reach.OWN), imports.run, {"id": made.row.id})
    narrow = ROLES["rep"] - {Permission.COMPANIES_WRITE}
    found = tried(colleague(seller, "Rita Rep", "rep", narrow), made)
    assert "There is no company “Elmsworth”, and your role does not let you add one" in found.report["reasons"]
    assert counts(found) == {"refused": 9}
