"""Who suits a lead by territory and by skill."""

from collections.abc import Mapping
from typing import cast

from app.crm.candidates import Candidate
from app.crm.intake.names import folded
from app.crm.territories import covers, territory_of


def in_territory(lead: Mapping[str, object], people: list[Candidate]) -> tuple[str, list[Candidate]]:
    """Return the territory a lead lies in (empty where nothing tells) and those who cover it."""
    territory, country = _text(lead, "territory"), _text(lead, "country")
    suited = [one for one in people if any(covers(mine, territory, country) for mine in one.territories)]
    covered = {mine for one in suited for mine in one.territories if covers(mine, territory, country)}
    shared = min(covered) if covered else None
    return territory or shared or territory_of(country) or country, suited


def with_skill(lead: Mapping[str, object], people: list[Candidate]) -> tuple[str, list[Candidate]]:
    """Return the skills a lead needs and those who have most of them.

    They are those it names, of which all are needed, else those of anybody that its interest, tags or language
    speak of.
    """
    asked = _texts(lead, "skills")
    spoken = folded(" ".join([_text(lead, "interest"), _text(lead, "language"), *_texts(lead, "tags")]))
    known = {skill for one in people for skill in one.skills}
    wanted = {folded(skill): skill for skill in asked or sorted(s for s in known if f" {folded(s)} " in f" {spoken} ")}
    fits = {one.id: sum(folded(skill) in wanted for skill in one.skills) for one in people}
    best = max(fits.values(), default=0)
    enough = best and (not asked or best == len(wanted))
    return ", ".join(wanted.values()), [one for one in people if enough and fits[one.id] == best]


def _text(lead: Mapping[str, object], name: str) -> str:
    value = lead.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(lead: Mapping[str, object], name: str) -> list[str]:
    value = lead.get(name)
    return [str(one) for one in cast(list[object], value)] if isinstance(value, list | tuple | set | frozenset) else []
