"""Territories by name and the countries they take in."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from babel import Locale

from app.crm.intake.names import folded

TERRITORIES: Mapping[str, frozenset[str]] = {
    "DACH": frozenset({"DE", "AT", "CH", "LI"}),
    "Benelux": frozenset({"BE", "NL", "LU"}),
    "Nordics": frozenset({"DK", "FI", "IS", "NO", "SE"}),
    "Iberia": frozenset({"ES", "PT", "AD"}),
    "UK and Ireland": frozenset({"GB", "IE"}),
    "France": frozenset({"FR", "MC"}),
    "Italy": frozenset({"IT", "SM", "VA"}),
    "North America": frozenset({"US", "CA"}),
    "Latin America": frozenset({"MX", "BR", "AR", "CL", "CO", "PE", "UY", "EC", "BO", "PY", "VE", "CR", "PA", "GT"}),
    "Asia and Pacific": frozenset({"AU", "NZ", "JP", "KR", "CN", "IN", "SG", "HK", "TW", "TH", "PH", "ID", "MY", "VN"}),
}
_LANGUAGES = ("en", "de", "es", "fr", "pt")
_SHORT = {"usa": "US", "uk": "GB", "england": "GB", "scotland": "GB", "holland": "NL", "uae": "AE", "korea": "KR"}


def country_code(name: str) -> str | None:
    """Return the ISO code of a country given as code or name in one of the five languages, else None."""
    return _countries().get(folded(name))


def covers(territory: str, lead_territory: str, country: str) -> bool:
    """Tell whether a person's territory takes in a lead: by its own territory's name, else by its country."""
    mine = folded(territory)
    if lead_territory:
        return mine == folded(lead_territory)
    code = country_code(country)
    if code is None:
        return bool(country) and mine == folded(country)
    return country_code(territory) == code or code in _by_name().get(mine, frozenset())


def territory_of(country: str) -> str | None:
    """Return the name of the territory a country lies in, else None."""
    code = country_code(country)
    return next((name for name, codes in TERRITORIES.items() if code in codes), None)


@cache
def _by_name() -> dict[str, frozenset[str]]:
    return {folded(name): codes for name, codes in TERRITORIES.items()}


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in cast(Mapping[str, str], Locale(language).territories).items():
            if len(code) == 2 and code.isalpha():
                known.setdefault(folded(name), code)
                known[code.lower()] = code
    return known | _SHORT
