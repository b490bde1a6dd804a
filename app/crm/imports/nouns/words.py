"""Fields and words that several nouns share."""

from collections.abc import Mapping
from typing import cast

from babel import Locale

from app.crm.intake.fields import Field

SECTORS = (
    "Agriculture",
    "Construction",
    "Consulting",
    "Education",
    "Employment",
    "Energy",
    "Entertainment",
    "Finance",
    "Food",
    "Government",
    "Health care",
    "Hospitality",
    "Insurance",
    "Legal",
    "Logistics",
    "Manufacturing",
    "Marketing",
    "Media",
    "Medical",
    "Real estate",
    "Retail",
    "Services",
    "Software",
    "Technology",
    "Telecommunications",
    "Transport",
    "Travel",
)
_TERRITORIES = cast(Mapping[str, str], Locale("en").territories)
COUNTRIES = tuple(sorted(name for code, name in _TERRITORIES.items() if len(code) == 2 and code.isalpha()))

REFERENCE = Field("external_ref", "Reference")
OWNER = Field("owner", "Owner")
COMPANY = Field("company", "Company")
COUNTRY = Field("country", "Country", kind="choice", choices=COUNTRIES, open=True)
CURRENCY = Field("currency", "Currency")
SOURCE = Field("source", "Source")
TAGS = Field("tags", "Tags")
