"""People who are named in a note with @, and are told of it."""

import re
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.notifications import notify
from app.core.actor import Actor
from app.core.db import Session
from app.crm.models import Note

# An @ inside a word is part of an e-mail address.
AT = re.compile(r"(?<![\w.@])@(?=\w)")
PAGES = {"lead": "/leads", "contact": "/contacts", "company": "/companies", "deal": "/deals"}
EXCERPT = 300


def named(body: str, people: Mapping[UUID, str]) -> set[UUID]:
    """The people whom a text names: @Ana Keller, or @Ana where only one is called so."""
    text = " ".join(body.split()).casefold()
    return {person for at in AT.finditer(text) if (person := _first(text[at.end() :], people)) is not None}


def _first(rest: str, people: Mapping[UUID, str]) -> UUID | None:
    names = {person: " ".join(name.split()).casefold() for person, name in people.items()}
    whole = [person for person, name in names.items() if name and _begins(rest, name)]
    if whole:
        return max(whole, key=lambda person: len(names[person]))
    short = [person for person, name in names.items() if name and _begins(rest, name.split()[0])]
    return short[0] if len(short) == 1 else None


def _begins(rest: str, name: str) -> bool:
    return rest.startswith(name) and re.match(r"[\w'’]|-\w", rest[len(name) :]) is None


def tell(session: Session, actor: Actor, note: Note, before: str = "") -> None:
    """Tell the colleagues whom a note names; those whom it named `before` know already, and so does its writer."""
    if "@" not in note.body:
        return
    people = {
        row.id: row.name for row in session.execute(select(col(Member.id), col(Member.name)).where(col(Member.active)))
    }
    link = f"{PAGES[note.subject_table]}/{note.subject_id}"
    for person in sorted(named(note.body, people) - named(before, people) - {actor.member_id}, key=str):
        notify(session, person, "mention", f"{actor.name} named you in a note", note.body[:EXCERPT], link)
