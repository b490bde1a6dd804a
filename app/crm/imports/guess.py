"""What a table holds, told by the names of its columns and of its file."""

from collections.abc import Sequence

from app.crm.imports.noun import Noun
from app.crm.imports.nouns import NOUNS
from app.crm.intake.mapping import known_names, likeness, propose
from app.crm.intake.names import folded

_BY_NAME = 0.15
_WORDS = {
    "contact": {"contact", "contacts", "people", "persons", "customers"},
    "company": {"company", "companies", "account", "accounts", "organisations", "organizations"},
    "lead": {"lead", "leads", "prospects", "inquiries", "enquiries"},
    "deal": {"deal", "deals", "pipeline", "opportunities", "opportunity"},
    "product": {"product", "products", "items", "articles", "catalogue", "pricelist"},
    "person": {"team", "teams", "agents", "staff", "members", "reps"},
}


def guess(columns: Sequence[str], file_name: str) -> Noun:
    """The noun whose fields fit the columns best."""
    return max(NOUNS.values(), key=lambda noun: fit(noun, columns, file_name))


def fit(noun: Noun, columns: Sequence[str], file_name: str) -> float:
    """From 0 to about 1, how well a noun's fields account for the columns."""
    by_name = {one.name: one for one in noun.fields}
    mapping = propose(columns, noun.fields)
    found = {name: likeness(column, by_name[name]) for column, name in mapping.items() if name}
    share = sum(found.values()) / (100 * max(len(columns), 1))
    words = {word for text in (file_name, *columns) for word in folded(text).split()}
    hint = _BY_NAME if words & _WORDS[noun.key] else 0.0
    return (share + hint) * (1.0 if found.keys() & set(noun.anchors) else 0.3)


def header_words() -> frozenset[str]:
    """Names that show a row to be a header."""
    return frozenset[str]().union(*(known_names(noun.fields) for noun in NOUNS.values()))
