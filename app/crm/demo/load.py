"""Loading the sample company into an organisation, in its one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.accounts.models import Member, Tenant
from app.core import events, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actions.run import open_operation
from app.core.actor import Actor
from app.core.db import Session, become
from app.core.errors import Conflict
from app.core.ids import new_id
from app.crm import lead_intake, lead_rules, pipelines
from app.crm.demo import records, sales, work
from app.crm.demo.chance import Dice
from app.crm.demo.ready_leads import ready
from app.crm.models import Company, Contact, Deal, LeadPoint, Note, Product, StageKind, Task

# Founding hooks run in the order of their import: pipeline and score rules must be there before the sample.
FOUNDED_BEFORE = (pipelines, lead_rules)
TOPICS = ("lead", "contact", "company", "deal", "task", "product", "member")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records of each noun the sample brought."""

    companies: int
    contacts: int
    leads: int
    deals: int


@action("sample.load", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Load sample data")
def load(session: Session, actor: Actor) -> Loaded:
    """Fill the organisation with a believable sample company, marked as such; raises Conflict where it is there."""
    if session.scalar(select(col(Company.id)).where(col(Company.sample)).limit(1)):
        raise Conflict("The sample data is here already; remove it first to load it anew.")
    dice = Dice(times.utc_now())
    owners = _members(session, actor)
    products = _products(session, actor.currency)
    companies = records.companies(dice, owners)
    contacts = records.contacts(dice, companies)
    deals = sales.deals(dice, _stages(session, actor), contacts, products, actor.currency)
    _insert(session, Company, companies)
    _insert(session, Contact, contacts)
    _insert(session, Deal, deals)
    leads = sales.leads(dice) + sales.converted(dice, deals, contacts, companies)
    rows, ledger = ready(session, actor, leads)
    lead_intake.insert_leads(session, rows)
    _insert(session, LeadPoint, ledger)
    _insert(session, Task, work.tasks(dice, [deal for deal in deals if not deal["closed_at"]], {"id": actor.member_id}))
    _insert(session, Note, work.notes(dice, deals))
    session.execute(update(Tenant).where(col(Tenant.id) == actor.tenant_id).values(sample_loaded_at=times.utc_now()))
    for topic in TOPICS:
        events.touch(session, topic)
    return Loaded(len(companies), len(contacts), len(leads), len(deals))


def _insert(session: Session, model: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), list(rows))


def _members(session: Session, actor: Actor) -> list[dict[str, Any]]:
    slug = session.scalar(select(col(Tenant.slug)).where(col(Tenant.id) == actor.tenant_id))
    made = records.members(f"{slug}.example")
    _insert(session, Member, made)
    return made


def _products(session: Session, currency: str) -> list[dict[str, Any]]:
    known = {name: id_ for name, id_ in session.execute(select(func.lower(col(Product.name)), col(Product.id)))}
    made = records.products(currency)
    _insert(session, Product, [product for product in made if product["name"].lower() not in known])
    return [{**product, "id": known.get(product["name"].lower(), product["id"])} for product in made]


def _stages(session: Session, actor: Actor) -> sales.Stages:
    pipeline = pipelines.get(session, actor)
    ids = {kind: [stage for stage in pipeline.stages if stage.kind == kind] for kind in StageKind}
    if not all(ids.values()):
        raise Conflict("The first pipeline needs an open, a won and a lost stage for the sample data.")
    opened = [(stage.id, stage.probability) for stage in ids[StageKind.OPEN]]
    return sales.Stages(pipeline.id, opened, ids[StageKind.WON][0].id, ids[StageKind.LOST][0].id)


@on_founded
def _first_sample(session: Session, actor: Actor, founded: Founded) -> None:
    if founded.sample:
        # An operation of its own: the sample can be undone, and leaves the history, without the founding.
        founding, operation_id = session.info["operation_id"], new_id()
        become(session, actor, operation_id)
        open_operation(session, actor, load, operation_id)
        load(session, actor)
        become(session, actor, founding)
        session.info["operation_id"] = founding
