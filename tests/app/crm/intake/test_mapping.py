"""Columns find their fields by name."""

from app.crm.intake.fields import Field
from app.crm.intake.mapping import candidates, propose

DEAL = [
    Field("external_ref", "Reference"),
    Field("name", "Deal name"),
    Field("owner", "Owner"),
    Field("product", "Product"),
    Field("company", "Company"),
    Field("stage", "Stage"),
    Field("engaged_on", "Engaged on", kind="date"),
    Field("expected_on", "Expected on", kind="date"),
    Field("closed_at", "Closed on", kind="date"),
    Field("amount", "Amount", kind="money"),
]
PERSON = [
    *(Field(name, name.replace("_", " ")) for name in ("external_ref", "name", "first_name", "last_name", "email")),
    *(Field(name, name) for name in ("phone", "role", "company", "street", "postcode", "city", "region", "country")),
    Field("birthday", "Birthday", kind="date"),
]


def test_the_columns_of_a_sales_export_find_their_fields() -> None:
    columns = [
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "close_value",
    ]
    expected = ["external_ref", "owner", "product", "company", "stage", "engaged_on", "closed_at", "amount"]
    assert list(propose(columns, DEAL).values()) == expected


def test_the_columns_of_people_find_their_fields_and_the_rest_is_left_open() -> None:
    columns = [
        "rec_id",
        "given_name",
        "surname",
        "street_number",
        "address_1",
        "suburb",
        "postcode",
        "state",
        "date_of_birth",
        "soc_sec_id",
    ]
    found = propose(columns, PERSON)
    assert found["given_name"] == "first_name"
    assert (found["surname"], found["suburb"], found["state"]) == ("last_name", "city", "region")
    assert (found["rec_id"], found["address_1"], found["date_of_birth"]) == ("external_ref", "street", "birthday")
    assert found["soc_sec_id"] is None
    assert found["street_number"] is None


def test_spelling_case_and_languages_do_not_matter() -> None:
    columns = ["E-Mail-Adresse", "Vorname", "NACHNAME", "Telefonnummer", "Organisation", "JobTitle", "Ville"]
    found = propose(columns, [*PERSON, Field("notes", "Notes")])
    assert found["Vorname"] == "first_name"
    assert found["NACHNAME"] == "last_name"
    assert (found["Organisation"], found["JobTitle"], found["Ville"]) == ("company", "role", "city")
    assert found["E-Mail-Adresse"] == "email"


def test_a_field_is_used_once_and_an_unsure_column_offers_candidates() -> None:
    found = propose(["Email", "Mail", "Name of contact"], PERSON)
    assert found["Email"] == "email"
    assert found["Mail"] is None
    assert "name" in candidates("Name of contact", PERSON)
    assert propose(["qwertz"], PERSON) == {"qwertz": None}
