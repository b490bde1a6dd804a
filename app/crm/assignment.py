"""Who gets a lead, and why: territory and skill narrow, capacity rules out, turns decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.core.said import in_english
from app.crm.candidates import STRATEGIES, Candidate, Choice, Considered, Policy, Strategy
from app.crm.suitability import in_territory, with_skill

__all__ = ["STRATEGIES", "Candidate", "Choice", "Considered", "Policy", "Strategy", "choose", "choose_each"]
_NEVER = datetime.min.replace(tzinfo=UTC)
_NAMED = 5


def choose(lead: Mapping[str, object], people: Sequence[Candidate], policy: Policy | None = None) -> Choice:
    """Return who gets a lead (its fields by name), or the queue with the reason why nobody does."""
    policy = policy or Policy()
    if not people:
        return Choice(None, in_english("Nobody takes leads yet"))
    why_not: dict[UUID, str] = {}
    grounds: list[str] = []
    left = list(people)
    for strategy in policy.strategies:
        left = _narrowed(strategy, lead, left, why_not, grounds)
    free = [person for person in left if not _hindrance(person, policy)]
    hindered = {person.id: _hindrance(person, policy) for person in left if person not in free}
    absent = [text for text in hindered.values() if text]
    why_not |= {one.id: (hindered[one.id] or "").removeprefix(f"{one.name} ") for one in left if one.id in hindered}
    if not free:
        return Choice(None, _sentence([*grounds, in_english("nobody is free")], absent), _all(people, why_not))
    chosen, ground = _next(free, policy)
    why_not |= {person.id: _later(person, chosen, policy) for person in free if person is not chosen}
    return Choice(chosen.id, _sentence([*grounds, ground], absent), _all(people, why_not))


def choose_each(
    leads: Iterable[Mapping[str, object]], people: Sequence[Candidate], policy: Policy | None, now: datetime
) -> Iterator[Choice]:
    """Yield a choice for each of many leads; everyone's load and turn move on with what they get."""
    known = {person.id: person for person in people}
    for turn, lead in enumerate(leads):
        choice = choose(lead, list(known.values()), policy)
        if choice.person_id:
            person = known[choice.person_id]
            # Moments of one batch are kept apart so that turns stay in order.
            at = now + timedelta(microseconds=turn)
            known[person.id] = replace(person, load=person.load + 1, last_assigned_at=at)
        yield choice


def _narrowed(
    strategy: Strategy,
    lead: Mapping[str, object],
    people: list[Candidate],
    why_not: dict[UUID, str],
    grounds: list[str],
) -> list[Candidate]:
    """Keep those who suit; where nobody does, everybody stays and the reason says so."""
    if strategy == "territory":
        name, suited = in_territory(lead, people)
        label, missing = in_english(f"Territory {name}"), in_english(f"nobody covers {name}")
    elif strategy == "skill":
        name, suited = with_skill(lead, people)
        label, missing = in_english(f"skill {name}"), in_english(f"nobody has the skill {name}")
    else:
        return people
    if not name:
        return people
    grounds.append(label if suited else missing)
    if not suited:
        return people
    outside = f"does not cover {name}" if strategy == "territory" else f"does not have the skill {name}"
    why_not |= {person.id: outside for person in people if person not in suited}
    return suited


def _hindrance(person: Candidate, policy: Policy) -> str | None:
    if person.away:
        return in_english(f"{person.name} is away")
    if "capacity" in policy.strategies and person.load >= person.capacity:
        share = f"{person.share:.0%}".replace("%", " %")
        full, shut = in_english(f"{person.name} is full ({share})"), in_english(f"{person.name} takes no leads")
        return full if person.capacity > 0 else shut
    return None


def _next(free: list[Candidate], policy: Policy) -> tuple[Candidate, str]:
    if "round_robin" in policy.strategies:
        chosen = min(free, key=lambda one: (one.last_assigned_at or _NEVER, one.share, one.name, str(one.id)))
        ground = in_english("the only one free") if len(free) == 1 else in_english("next in turn")
    else:
        chosen = min(free, key=lambda one: (one.share, one.last_assigned_at or _NEVER, one.name, str(one.id)))
        ground = in_english(f"carries least ({chosen.load} of {chosen.capacity})")
    return chosen, ground


def _later(person: Candidate, chosen: Candidate, policy: Policy) -> str:
    turns = "round_robin" in policy.strategies
    return f"{chosen.name} is before them in turn" if turns else "carries more"


def _sentence(grounds: list[str], absent: list[str]) -> str:
    more = [in_english(f"{len(absent) - _NAMED} more")] if len(absent) > _NAMED else []
    told = "; ".join([*grounds, *absent[:_NAMED], *more])
    return told[:1].upper() + told[1:]


def _all(people: Sequence[Candidate], why_not: Mapping[UUID, str]) -> tuple[Considered, ...]:
    return tuple(Considered(one.id, one.name, why_not.get(one.id)) for one in people)
