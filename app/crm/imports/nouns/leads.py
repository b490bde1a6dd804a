"""Leads: taken in as if they had just come."""

from app.core.access import Permission
from app.crm.imports.noun import Noun, Values, listed
from app.crm.imports.nouns.contacts import full_name
from app.crm.imports.nouns.words import COUNTRY, OWNER, REFERENCE, SOURCE, TAGS
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field
from app.crm.models import Lead
from app.crm.rows.leads import LeadChanges


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    values["name"] = full_name(row, told)
    values["owner_id"] = scene.link("person", values.pop("owner", None), told)
    values["tags"] = listed(values.get("tags")) or None
    for part in ("first_name", "last_name"):
        values.pop(part, None)
    return values


LEADS = Noun(
    key="lead",
    title="Leads",
    one="lead",
    model=Lead,
    permission=Permission.LEADS_WRITE,
    fields=(
        Field("name", "Name"),
        Field("first_name", "First name"),
        Field("last_name", "Last name"),
        Field("email", "E-mail", kind="email"),
        Field("phone", "Phone"),
        Field("company_name", "Company", ("company",)),
        Field("role", "Role"),
        COUNTRY,
        Field("city", "City"),
        Field("territory", "Territory"),
        SOURCE,
        Field("message", "Message"),
        Field("interest", "Interest"),
        Field("budget", "Budget", kind="money"),
        Field("employees", "Employees", kind="integer"),
        Field("consent", "Consent", kind="boolean"),
        OWNER,
        TAGS,
        REFERENCE,
    ),
    identities=(("external_ref",), ("email",)),
    anchors=("name", "first_name", "last_name", "email"),
    details=LeadChanges,
    shape=_shape,
    links={"owner": "person"},
    route="/leads",
)
