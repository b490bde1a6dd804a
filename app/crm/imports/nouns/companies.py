"""Organisations; which one owns which is settled at the end, when all of them are there."""

from app.core.access import Permission
from app.crm.imports.noun import Noun, Values, listed
from app.crm.imports.nouns.words import COUNTRY, CURRENCY, OWNER, REFERENCE, SECTORS, SOURCE, TAGS
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field
from app.crm.models import Company
from app.crm.rows.companies import CompanyChanges


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    _spell(values, scene, told)
    values["owner_id"] = scene.link("person", values.pop("owner", None), told)
    values["tags"] = listed(values.get("tags")) or None
    if values.get("revenue") is not None and not values.get("currency"):
        values["currency"] = scene.currency
    return values


def _spell(values: Values, scene: Scene, told: Told) -> None:
    """Another spelling of a known company is that company; a mere likeness is only pointed out."""
    name = values.get("name")
    if not isinstance(name, str):
        return
    names = scene.names["company"]
    if found := names.exact(name):
        values["name"] = found.name
        told.notes += [f"Company {found.note}"] if found.note else []
    elif not names.same(name) and (like := names.find(name)):
        told.notes.append(f"“{name}” is kept apart from “{like.name}”, though their names are alike")


COMPANIES = Noun(
    key="company",
    title="Companies",
    one="company",
    model=Company,
    permission=Permission.COMPANIES_WRITE,
    fields=(
        Field("name", "Name", ("company", "account"), required=True),
        Field("domain", "Website", ("website",)),
        Field("sector", "Sector", kind="choice", choices=SECTORS, open=True),
        COUNTRY,
        Field("city", "City"),
        Field("phone", "Phone"),
        Field("founded", "Founded in", kind="integer"),
        Field("employees", "Employees", kind="integer"),
        Field("revenue", "Yearly revenue", ("revenue",), kind="money"),
        CURRENCY,
        Field("parent", "Parent company"),
        OWNER,
        SOURCE,
        TAGS,
        REFERENCE,
    ),
    identities=(("external_ref",), ("name",)),
    anchors=("name",),
    details=CompanyChanges,
    shape=_shape,
    links={"name": "company", "parent": "company", "owner": "person"},
    fresh=frozenset({"currency"}),
    route="/companies",
)
