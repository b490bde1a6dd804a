"""The list of deals."""

from sqlalchemy import select
from sqlmodel import col

from app.core.listing import Column, Join, Listing
from app.crm.listings.shared import OWNER, common, imported, owned, texts
from app.crm.models import Company, Contact, Deal, Product, Stage, StageKind
from app.crm.rows.deals import DealRow

# Whether a deal is open, won or lost is said by its stage alone; a filter asks there.
KIND = (
    select(col(Stage.kind))
    .where(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id)
    .correlate(Deal)
    .scalar_subquery()
)

DEALS = Listing(
    noun="deal",
    model=Deal,
    row=DealRow,
    joins=(
        Join(Stage, "stage_id"),
        Join(Company, "company_id"),
        Join(Contact, "contact_id"),
        Join(Product, "product_id"),
        OWNER,
    ),
    columns={
        **common(Deal),
        **owned(Deal),
        **imported(Deal),
        **texts(Deal, source="Source", lost_reason="Lost because", next_step="Next step", currency="Currency"),
        "name": Column(Deal.name, "text", "Name", sort=Deal.name_key),
        "pipeline_id": Column(Deal.pipeline_id, "id", "Pipeline"),
        "stage_id": Column(Deal.stage_id, "id", "Stage"),
        "state": Column(KIND, "choice", "State", choices=tuple(StageKind)),
        "stage_name": Column(Stage.name, "text", "Stage", joined=True),
        "stage_kind": Column(Stage.kind, "text", "Stage kind", joined=True),
        "probability": Column(Stage.probability, "number", "Probability", joined=True),
        "amount": Column(Deal.amount, "number", "Amount", sort=Deal.amount_key),
        "company_id": Column(Deal.company_id, "id", "Company"),
        "company_name": Column(Company.name, "text", "Company", joined=True),
        "contact_id": Column(Deal.contact_id, "id", "Contact"),
        "contact_name": Column(Contact.name, "text", "Contact", joined=True),
        "product_id": Column(Deal.product_id, "id", "Product"),
        "product_name": Column(Product.name, "text", "Product", joined=True),
        "engaged_on": Column(Deal.engaged_on, "date", "Engaged on"),
        "expected_on": Column(
            Deal.expected_on,
            "date",
            "Expected on",
            sort=Deal.expected_key,
        ),
        "closed_at": Column(
            Deal.closed_at,
            "datetime",
            "Closed",
            sort=Deal.closed_key,
        ),
        "stage_since": Column(Deal.stage_since, "datetime", "In stage since"),
        "active_at": Column(Deal.active_at, "datetime", "Last activity"),
    },
)
