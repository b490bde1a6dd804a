"""The list of leads."""

from app.core.listing import Column, Listing
from app.crm.listings.shared import OWNER, common, imported, owned, texts
from app.crm.models import Lead, LeadState
from app.crm.rows.leads import LeadRow

LEADS = Listing(
    noun="lead",
    model=Lead,
    row=LeadRow,
    joins=(OWNER,),
    columns={
        **common(Lead),
        **owned(Lead),
        **imported(Lead),
        **texts(Lead, phone="Phone", company_name="Company", role="Role", country="Country", city="City"),
        **texts(Lead, territory="Territory", source="Source", message="Message", interest="Interest"),
        **texts(Lead, lost_reason="Lost because", assigned_reason="Given because"),
        "name": Column(Lead.name, "text", "Name", sort=Lead.name_key),
        "email": Column(Lead.email, "text", "E-mail", sort=Lead.email_key),
        "budget": Column(Lead.budget, "money", "Budget"),
        "employees": Column(Lead.employees, "number", "Employees"),
        "state": Column(Lead.state, "choice", "State", choices=tuple(LeadState)),
        "score": Column(Lead.score, "number", "Score", sort=Lead.score),
        "grade": Column(Lead.grade, "choice", "Grade", choices=("A", "B", "C", "D")),
        "assigned_at": Column(Lead.assigned_at, "datetime", "Given"),
        "first_contact": Column(Lead.first_contact, "datetime", "First contact"),
        "last_contact": Column(Lead.last_contact, "datetime", "Last contact"),
        "contact_id": Column(Lead.contact_id, "id", "Contact"),
        "company_id": Column(Lead.company_id, "id", "Company record"),
        "deal_id": Column(Lead.deal_id, "id", "Deal"),
        "converted_at": Column(Lead.converted_at, "datetime", "Converted"),
        "consent": Column(Lead.consent, "boolean", "Consent"),
    },
)
