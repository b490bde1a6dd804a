"""What open pages hear at once: that their session ended, that their rights changed."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg

from app.accounts import members, roles
from app.accounts.log_in import log_out, log_out_everywhere
from app.core.actions import run
from app.core.live import LISTEN, listen_url
from app.core.settings import Settings
from tests.factories.logins import invited, logged_in, signed_up, who


@contextmanager
def heard() -> Generator[list[dict[str, Any]]]:
    notes: list[dict[str, Any]] = []
    with psycopg.connect(listen_url(), autocommit=True) as connection:
        connection.execute(LISTEN)
        yield notes
        notes += [json.loads(note.payload) for note in connection.notifies(timeout=2, stop_after=50)]


def test_ending_a_session_is_told_with_its_id(house: Settings) -> None:
    _, email = signed_up()
    first, second = who(logged_in(email)), who(logged_in(email))
    with heard() as notes:
        run(first, log_out, {})
        run(second, log_out_everywhere, {})
    ended = [note["session"] for note in notes if note.get("ended")]
    assert ended[0] == str(first.session_id)
    assert str(second.session_id) in ended[1:]


def test_changed_rights_are_told_to_all_who_hold_the_role(house: Settings) -> None:
    owner, _ = signed_up()
    role = run(owner, roles.create, {"name": "Temp", "permissions": []}).value
    people = [invited(owner, role.key)[0] for _ in range(2)]
    with heard() as notes:
        run(owner, roles.update, {"id": role.id, "permissions": ["leads:read"]})
        run(owner, members.update, {"id": people[0].member_id, "role": "viewer"})
    told = [note["member"] for note in notes if note.get("changed")]
    assert sorted(told) == sorted([*(str(actor.member_id) for actor in people), str(people[0].member_id)])
