"""The list of companies."""

from sqlalchemy.orm import aliased

from app.core.listing import Column, Join, Listing
from app.crm.listings.shared import OWNER, common, imported, owned, texts
from app.crm.models import Company
from app.crm.rows.companies import CompanyRow

Parent = aliased(Company, name="parent")

COMPANIES = Listing(
    noun="company",
    model=Company,
    row=CompanyRow,
    joins=(Join(Parent, "parent_id"), OWNER),
    columns={
        **common(Company),
        **owned(Company),
        **imported(Company),
        **texts(Company, domain="Domain", sector="Sector", country="Country", city="City", phone="Phone"),
        **texts(Company, currency="Currency", source="Source"),
        "name": Column(Company.name, "text", "Name", sort=Company.name_key),
        "founded": Column(Company.founded, "number", "Founded"),
        "employees": Column(Company.employees, "number", "Employees", sort=Company.employees_key),
        "revenue": Column(Company.revenue, "money", "Revenue", sort=Company.revenue_key),
        "parent_id": Column(Company.parent_id, "id", "Parent company"),
        "parent_name": Column(Parent.name, "text", "Parent company", joined=True),
    },
)
