"""The sample company: there at once, marked, and gone without a trace."""

import pytest
from sqlalchemy import func, select, text
from sqlmodel import SQLModel, col

from app.accounts.models import Account, Tenant
from app.accounts.sessions import resolve
from app.accounts.sign_up import sign_up
from app.core import actions
from app.core.actor import NOBODY, Actor
from app.core.db import open_session, owner_engine
from app.core.errors import Conflict, Refused
from app.core.events import Event
from app.core.history import Change
from app.core.history.actions import list_ as operations
from app.core.ids import new_id
from app.core.settings import Settings
from app.crm import boards, companies, demo, leads, pipelines, tasks
from app.crm.demo import load, remove, showroom


def counts(actor: Actor) -> dict[str, int]:
    """Rows of the tenant, table by table."""
    with open_session(actor) as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in SQLModel.metadata.sorted_tables
            if "tenant_id" in table.columns and table.name != "operation"
        }


@pytest.fixture
def seller(owner: Actor) -> Actor:
    """An owner with a pipeline."""
    actions.run(owner, pipelines.create, {"name": "Sales"})
    return owner


def test_the_sample_is_a_working_company(seller: Actor) -> None:
    loaded = actions.run(seller, load.load, {}).value
    board = actions.run(seller, boards.board, {}).value
    found = actions.run(seller, leads.list_, {}).value.items
    assert (loaded.companies, loaded.deals) == (30, 196)
    assert all(lane.count and lane.cards for lane in board.lanes)
    assert all(lead.sample and lead.assigned_reason for lead in found)
    assert {lead.owner_name for lead in found} > {"Luis Pereira", "Mina Sato"}


def test_it_is_the_same_every_time(seller: Actor, other: Actor) -> None:
    actions.run(other, pipelines.create, {"name": "Sales"})
    names = []
    for actor in (seller, other):
        actions.run(actor, load.load, {})
        names.append([lane.cards[0].name for lane in actions.run(actor, boards.board, {}).value.lanes])
    assert names[0] == names[1]


def test_it_leaves_without_a_trace_and_spares_own_records(seller: Actor) -> None:
    own = actions.run(seller, companies.create, {"name": "Our own customer"}).value
    before = counts(seller)
    actions.run(seller, load.load, {})
    sample = actions.run(seller, leads.list_, {}).value.items[0]
    actions.run(seller, leads.update, {"id": sample.id, "name": "Changed by hand"})
    actions.run(seller, tasks.create, {"title": "Call", "lead_id": sample.id})
    actions.run(seller, remove.remove, {})
    after = counts(seller)
    # The person's own task went with the lead it was about; its history is theirs and stays.
    kept = {"change": 2, "event": 1}
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == kept
    with open_session(seller) as session:
        held = [Change.before, Change.after, Event.payload]
        texts = [str(row) for column in held for row in session.scalars(select(col(column)))]
        assert session.scalar(text("select count(*) from operation where action = 'sample.load'")) == 0
    assert not any("Changed by hand" in found for found in texts)
    assert actions.run(seller, companies.get, {"id": own.id}).value.name == "Our own customer"


def test_it_is_loaded_once_and_by_those_who_may(seller: Actor, viewer: Actor) -> None:
    actions.run(seller, load.load, {})
    with pytest.raises(Conflict):
        actions.run(seller, load.load, {})
    with pytest.raises(Refused):
        actions.run(viewer, remove.remove, {})


def test_the_command_makes_and_removes_an_organisation(house: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    demo.run()
    assert "ana@northwind.example" in capsys.readouterr().out
    demo.run()
    assert "already" in capsys.readouterr().out
    demo.run(remove=True)
    with owner_engine().connect() as connection:
        for column, value in ((col(Tenant.slug), showroom.SLUG), (col(Account.email), showroom.EMAIL)):
            assert connection.scalar(select(func.count()).where(column == value)) == 0


def test_a_company_founded_with_the_sample_can_be_rid_of_it_alone(house: Settings) -> None:
    asked = {"company": "Sampled", "name": "Sam", "email": f"{new_id()}@x.example", "password": "long enough 1234"}
    welcome = actions.run(NOBODY, sign_up, {**asked, "sample": True}).value
    sam = resolve(welcome.token)
    assert sam is not None
    done = [item.action for item in actions.run(sam, operations, {}).value.items]
    assert done == ["sample.load", "account.sign_up"]
    actions.run(sam, remove.remove, {})
    assert [item.action for item in actions.run(sam, operations, {}).value.items] == [
        "sample.remove",
        "account.sign_up",
    ]
    assert len(actions.run(sam, pipelines.get, {}).value.stages) == 5
