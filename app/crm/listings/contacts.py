"""The list of contacts."""

from app.core.listing import Column, Join, Listing
from app.crm.listings.shared import OWNER, common, imported, owned, texts
from app.crm.models import Company, Contact
from app.crm.rows.contacts import ContactRow

CONTACTS = Listing(
    noun="contact",
    model=Contact,
    row=ContactRow,
    joins=(Join(Company, "company_id"), OWNER),
    columns={
        **common(Contact),
        **owned(Contact),
        **imported(Contact),
        **texts(Contact, first_name="First name", last_name="Last name", phone="Phone", role="Role"),
        **texts(Contact, street="Street", postcode="Postcode", city="City", region="Region", country="Country"),
        **texts(Contact, language="Language", source="Source"),
        "name": Column(Contact.name, "text", "Name", sort=Contact.name_key),
        "email": Column(Contact.email, "text", "E-mail", sort=Contact.email_key),
        "company_id": Column(Contact.company_id, "id", "Company"),
        "company_name": Column(Company.name, "text", "Company", joined=True),
        "birthday": Column(Contact.birthday, "date", "Birthday"),
    },
)
