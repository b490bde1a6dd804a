"""Pages of a list: order, both directions, ties, cursors, filters, search."""

from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.core import actions, listing
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Invalid, NotFound
from app.core.ids import new_id
from app.core.listing import ListQuery, Page
from app.core.rules import Group, Rule
from app.crm import contacts
from app.crm.listings.contacts import CONTACTS
from app.crm.models import Contact
from app.crm.rows.contacts import ContactRow


def add(actor: Actor, *names: str, **values: object) -> list[UUID]:
    with open_session(actor) as session:
        rows = [Contact(name=name, **values) for name in names]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def read(actor: Actor, **query: object) -> Page[ContactRow]:
    return actions.run(actor, contacts.list_, {"query": ListQuery.model_validate(query)}).value


def walk(actor: Actor, **query: object) -> tuple[list[str], Page[ContactRow]]:
    names, page = [], read(actor, **query)
    while True:
        names += [row.name for row in page.items]
        if page.next_cursor is None:
            return names, page
        page = read(actor, **{**query, "cursor": page.next_cursor})


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-createdAt", "email"])
def test_walking_forth_and_back_shows_every_row_once(owner: Actor, sort: str) -> None:
    made = add(owner, *(f"Person {number % 4}" for number in range(11)))
    there, page = walk(owner, sort=sort, limit=3)
    assert len(there) == len(made)
    back = [row.name for row in page.items]
    while page.previous_cursor:
        page = read(owner, sort=sort, limit=3, cursor=page.previous_cursor)
        back = [row.name for row in page.items] + back
    assert back == there


def test_rows_of_one_moment_are_told_apart_by_id(owner: Actor) -> None:
    ids = add(owner, *"abcdefg")
    seen, cursor = [], None
    for _ in range(4):
        page = read(owner, sort="created_at", limit=2, cursor=cursor)
        seen += [row.id for row in page.items]
        cursor = page.next_cursor
    assert seen == sorted(ids)
    assert cursor is None


def test_names_sort_without_case_and_accents(owner: Actor) -> None:
    add(owner, "Zoe", "Émile", "eva", "Ödön", "Adam", "olga")
    assert walk(owner, sort="name")[0] == ["Adam", "Émile", "eva", "Ödön", "olga", "Zoe"]


def test_a_row_deleted_beside_the_cursor_does_not_break_the_walk(owner: Actor) -> None:
    ids = add(owner, "a", "b", "c", "d")
    page = read(owner, sort="name", limit=2)
    actions.run(owner, contacts.delete, {"ids": [ids[1]]})
    assert [row.name for row in read(owner, sort="name", limit=2, cursor=page.next_cursor).items] == ["c", "d"]


def test_a_cursor_holds_only_for_its_own_list_and_order(owner: Actor) -> None:
    add(owner, "a", "b")
    cursor = read(owner, sort="name", limit=1).next_cursor
    assert cursor
    flipped = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    for wrong, sort in ((cursor, "-name"), (cursor, "email"), (flipped, "name"), ("x", "name"), ("é" * 9, "name")):
        with pytest.raises(Invalid):
            read(owner, sort=sort, limit=1, cursor=wrong)


def test_an_unknown_or_unsortable_column_is_named(owner: Actor) -> None:
    for sort in ("nope", "company_name", "-", "", "tenant_id"):
        with pytest.raises(Invalid) as caught:
            read(owner, sort=sort)
        assert "sort" in caught.value.fields


@pytest.mark.parametrize(
    "text", ["müller", "MULLER", "mül", "jose mul", "jose.mull", "jose.muller@ex", "+49 30", "2345"]
)
def test_search_finds_words_and_their_beginnings(owner: Actor, text: str) -> None:
    add(owner, "José Müller", email="jose.muller@example.com", phone="+49302345")
    add(owner, "Somebody Else")
    with open_session(owner) as session:
        session.execute(update(Contact).where(col(Contact.email).is_not(None)).values(phone="+49 30 2345"))
    assert [row.name for row in read(owner, search=text).items] == ["José Müller"]


@pytest.mark.parametrize("text", ["nothing", "müller nothing", "'", "& | !", ":*", "\\", "<->", "(a", "mull'er:*)"])
def test_search_for_what_is_not_there_finds_nothing(owner: Actor, text: str) -> None:
    add(owner, "Müller")
    assert read(owner, search=text).items == []


def test_search_stays_within_the_tenant(owner: Actor, other: Actor) -> None:
    add(other, "Foreign Person")
    assert read(owner, search="foreign").items == []
    assert len(read(other, search="foreign").items) == 1


def test_search_pages_and_sorts_like_any_list(owner: Actor) -> None:
    add(owner, *(f"Anna {letter}" for letter in "dbeac"), "Berta")
    assert walk(owner, search="anna", sort="name", limit=2)[0] == [f"Anna {letter}" for letter in "abcde"]


def test_filters_narrow_page_count_and_bulk_alike(owner: Actor) -> None:
    add(owner, "a", "b", city="Bonn")
    add(owner, "c", city="Köln")
    where = Group(rules=(Rule(field="city", operator="equals", value="bonn"),))
    query = ListQuery(where=where)
    assert {row.name for row in read(owner, where=where).items} == {"a", "b"}
    with open_session(owner) as session:
        assert listing.count(session, CONTACTS, query).value == 2
        assert len(session.execute(listing.matching(session, CONTACTS, query)).all()) == 2


def test_a_filter_on_an_unknown_field_is_refused(owner: Actor) -> None:
    with pytest.raises(Invalid):
        read(owner, where=[{"field": "tenant_id", "operator": "equals", "value": str(new_id())}])


def test_counting_stops_at_the_cap(owner: Actor) -> None:
    add(owner, *"abcdef")
    with open_session(owner) as session:
        assert listing.count(session, CONTACTS, ListQuery(), cap=4) == listing.Count(4, True)
        assert listing.count(session, CONTACTS, ListQuery(), cap=6) == listing.Count(6, False)


def test_one_row_of_another_tenant_is_not_found(owner: Actor, other: Actor) -> None:
    (theirs,) = add(other, "x")
    with open_session(owner) as session, pytest.raises(NotFound):
        listing.one(session, CONTACTS, theirs)
