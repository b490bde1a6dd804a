"""Who gets a lead, and the reason that is kept."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.crm.assignment import Candidate, Choice, Policy, choose, choose_each

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def person(at: int, name: str, **more: Any) -> Candidate:
    return Candidate(UUID(int=at), name, **more)


def why_not(choice: Choice) -> dict[str, str | None]:
    return {one.name: one.why_not for one in choice.considered}


DACH = frozenset({"DACH"})
ANA = person(1, "Ana", territories=DACH, last_assigned_at=NOW)
LUIS = person(2, "Luis", territories=DACH, capacity=50, load=52)
MINA = person(3, "Mina", territories=DACH, away=True)
OTTO = person(4, "Otto", territories=frozenset({"Iberia"}), skills=frozenset({"GTX", "Portuguese"}))


def test_the_reason_names_the_territory_and_who_could_not() -> None:
    choice = choose({"country": "Germany"}, [ANA, LUIS, MINA, OTTO])
    assert choice.person_id == ANA.id
    assert choice.reason == "Territory DACH; the only one free; Luis is full (104 %); Mina is away"
    assert why_not(choice) == {
        "Ana": None,
        "Luis": "is full (104 %)",
        "Mina": "is away",
        "Otto": "does not cover DACH",
    }


def test_nobody_free_means_the_queue_with_the_reason() -> None:
    choice = choose({"country": "AT"}, [LUIS, MINA, OTTO])
    assert choice.person_id is None
    assert choice.reason == "Territory DACH; nobody is free; Luis is full (104 %); Mina is away"
    assert choose({}, []).person_id is None


def test_a_territory_nobody_covers_is_said_and_shared_by_all() -> None:
    choice = choose({"country": "Japan"}, [ANA, OTTO])
    assert choice.person_id == OTTO.id
    assert choice.reason == "Nobody covers Asia and Pacific; next in turn"


def test_territories_are_found_by_name_code_and_language() -> None:
    central = person(7, "Cy", territories=frozenset({"Central"}))
    assert choose({"territory": "central"}, [OTTO, central]).person_id == central.id
    for country in ("Spanien", "ES", "Portugal", "España"):
        assert choose({"country": country}, [ANA, OTTO]).person_id == OTTO.id, country


def test_skills_are_those_the_lead_names_or_speaks_of() -> None:
    assert choose({"interest": "GTX Pro"}, [ANA, OTTO]).reason == "Skill GTX; the only one free"
    assert choose({"skills": ["Portuguese", "GTX"]}, [ANA, OTTO]).person_id == OTTO.id
    assert "Nobody has the skill Welsh" in choose({"skills": ["Welsh"]}, [ANA, OTTO]).reason


def test_turns_go_to_whoever_waited_longest_else_to_whoever_carries_least() -> None:
    new, idle = person(5, "Neo"), person(6, "Ida", load=1, last_assigned_at=NOW)
    assert choose({}, [idle, new]).person_id == new.id
    busy = person(8, "Bo", load=30)
    choice = choose({}, [busy, idle], Policy(("capacity",)))
    assert (choice.person_id, choice.reason) == (idle.id, "Carries least (1 of 50)")
    assert why_not(choice)["Bo"] == "carries more"
    assert choose({}, [LUIS], Policy(("round_robin",))).person_id == LUIS.id


def test_many_leads_are_dealt_in_turns_until_everyone_is_full() -> None:
    team = [person(at, f"P{at}", capacity=3) for at in range(1, 4)]
    choices = list(choose_each([{}] * 11, team, None, NOW))
    assert [choice.person_id and choice.person_id.int for choice in choices[:6]] == [1, 2, 3, 1, 2, 3]
    assert Counter(choice.person_id for choice in choices)[None] == 2
