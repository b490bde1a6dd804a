"""People."""

from app.core.access import Permission
from app.crm.imports.noun import Noun, Values, listed
from app.crm.imports.nouns.words import COMPANY, COUNTRY, OWNER, REFERENCE, SOURCE, TAGS
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field
from app.crm.models import Contact
from app.crm.rows.contacts import ContactChanges


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    values["name"] = full_name(row, told)
    values["street"] = " ".join(str(row[one]) for one in ("street_number", "street") if row.get(one)) or None
    values["company_id"] = scene.link("company", values.pop("company", None), told)
    values["owner_id"] = scene.link("person", values.pop("owner", None), told)
    values["tags"] = listed(values.get("tags")) or None
    values.pop("street_number", None)
    return values


def full_name(row: Values, told: Told) -> str | None:
    """The name of a person from what there is: whole, in parts, by address or by reference."""
    parts = " ".join(str(row[one]) for one in ("first_name", "last_name") if row.get(one))
    if name := row.get("name") or parts:
        return str(name)
    stand_in = row.get("email") or row.get("external_ref")
    if stand_in is None:
        told.reasons.append("Name is empty")
        return None
    told.notes.append("Rows without a name are called by their address or reference")
    return str(stand_in).partition("@")[0]


CONTACTS = Noun(
    key="contact",
    title="Contacts",
    one="contact",
    model=Contact,
    permission=Permission.CONTACTS_WRITE,
    fields=(
        Field("name", "Name"),
        Field("first_name", "First name"),
        Field("last_name", "Last name"),
        Field("email", "E-mail", kind="email"),
        Field("phone", "Phone"),
        COMPANY,
        Field("role", "Role"),
        Field("street_number", "House number"),
        Field("street", "Street"),
        Field("postcode", "Postcode"),
        Field("city", "City"),
        Field("region", "Region"),
        COUNTRY,
        Field("birthday", "Birthday", kind="date"),
        Field("language", "Language"),
        OWNER,
        SOURCE,
        TAGS,
        REFERENCE,
    ),
    identities=(("external_ref",), ("email",), ("name", "birthday"), ("name", "phone")),
    anchors=("name", "first_name", "last_name", "email"),
    details=ContactChanges,
    shape=_shape,
    links={"company": "company", "owner": "person"},
    route="/contacts",
)
