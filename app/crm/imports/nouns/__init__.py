"""All that can be imported."""

from app.core.errors import Invalid
from app.crm.imports.noun import Noun
from app.crm.imports.nouns.companies import COMPANIES
from app.crm.imports.nouns.contacts import CONTACTS
from app.crm.imports.nouns.deals import DEALS
from app.crm.imports.nouns.leads import LEADS
from app.crm.imports.nouns.people import PEOPLE
from app.crm.imports.nouns.products import PRODUCTS

NOUNS: dict[str, Noun] = {noun.key: noun for noun in (CONTACTS, COMPANIES, LEADS, DEALS, PRODUCTS, PEOPLE)}


def noun_of(key: str) -> Noun:
    """The noun of that key; raises Invalid."""
    if key not in NOUNS:
        raise Invalid("This cannot be imported.", fields={"noun": f"one of: {', '.join(NOUNS)}"})
    return NOUNS[key]
