"""Texts made on the server, in the reader's language, from the same catalogues as the interface."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "locale"
DOMAIN = "steward"
SOURCE = "en"
LANGUAGE = re.compile("[a-z]{2,3}")


def po_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> list[str]:
    """All languages that have a catalogue, English first."""
    found = {path.parents[1].name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")}
    return [SOURCE, *sorted(found - {SOURCE})]


@cache
def catalogue(language: str) -> Catalog | None:
    """The catalogue of a language, or None where there is none."""
    path = po_path(language)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def language_of(locale: str) -> str:
    """The language of a locale: "pt" of "pt-BR"; English for what is none."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if LANGUAGE.fullmatch(language) else SOURCE


def gettext(locale: str, message: str, /, **args: Any) -> str:
    """The message in the language of `locale` (English where it is not translated), its names in braces filled."""
    known = catalogue(language_of(locale))
    entry = known.get(message) if known is not None else None
    text = entry.string if entry is not None and isinstance(entry.string, str) and entry.string else message
    return text.format_map(args) if args else text
