"""What the server says, in the language of whoever hears it.

The code says it in plain English, and so it is kept in the database. At the door it is recognised by its template in
the catalogue (app/core/sentences.py), and said in the reader's language with the same values. What no catalogue knows,
such as a name that people gave, stays as it is. Rows mark what is said by the type `Said`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from app.core.errors import AppError
from app.core.i18n import catalogue, gettext, language_of

T = TypeVar("T")
SPOKEN = "spoken"
Said = Annotated[str, SPOKEN]
SERVER = ("app/", "state/", "jobs/")
NAME = re.compile(r"{(\w+)}")
# A value may be said itself, such as the name of a column in a sentence.
DEEPEST = 2
# A template that is hardly more than its values would recognise too much.
SHORTEST = 3


def in_english(words: T) -> T:
    """Mark short words that are said elsewhere, one, several, or the values of a mapping, for the catalogues."""
    return words


def said(locale: str, words: str) -> str:
    """These words of the server in the language of `locale`; they stay English where it has no catalogue."""
    return _said(language_of(locale), words, DEEPEST) if spoken(locale) else words


def spoken(locale: str) -> bool:
    """Whether there is anything to translate into the language of `locale`."""
    return catalogue(language_of(locale)) is not None


def heard(locale: str, value: T) -> T:
    """A value with all in its rows that is marked as `Said` in the language of `locale`; rows stay what they are."""
    return _heard(locale, value) if spoken(locale) else value


def excused(locale: str, error: AppError) -> tuple[str, dict[str, str]]:
    """What an error says, and what it says of each field."""
    return said(locale, error.message), {name: said(locale, words) for name, words in error.fields.items()}


@lru_cache(maxsize=4096)
def _said(language: str, words: str, depth: int) -> str:
    known = gettext(language, words)
    if known != words or not depth:
        return known
    if "; " in words and (several := _each(language, words.split("; "), depth)):
        return several
    for pattern, names, template in _templates(language):
        if match := pattern.fullmatch(words):
            values = {name: _value(language, match[at], depth - 1) for at, name in enumerate(names, 1)}
            return gettext(language, template, **values)
    return _in_small(language, words) if depth == DEEPEST else words


def _value(language: str, words: str, depth: int) -> str:
    """A value within a sentence; one that is a sentence itself may stand behind a space."""
    bare = words.strip()
    return words.replace(bare, _said(language, bare, depth), 1) if bare else words


def _each(language: str, parts: list[str], depth: int) -> str:
    """Several grounds, each said by itself; "" where one of them is not known."""
    told = [_said(language, part, depth) for part in parts]
    return "" if any(new == old for new, old in zip(told, parts, strict=True)) else "; ".join(told)


def _in_small(language: str, words: str) -> str:
    """Words that begin a line with a capital, and are known in small letters."""
    small = words[:1].lower() + words[1:]
    told = _said(language, small, DEEPEST) if small != words else small
    return words if told == small else told[:1].upper() + told[1:]


@cache
def _templates(language: str) -> list[tuple[re.Pattern[str], list[str], str]]:
    """The templates with values in them that the server says, the most telling first."""
    known = catalogue(language)
    found = [one.id for one in known or () if isinstance(one.id, str) and _is_servers(one.locations)]
    templates = [one for one in found if NAME.search(one) and len(_bare(one)) >= SHORTEST]
    return [(_pattern(one), NAME.findall(one), one) for one in sorted(templates, key=lambda one: -len(_bare(one)))]


def _is_servers(locations: list[tuple[str, int]]) -> bool:
    return any(place.startswith(SERVER) for place, _ in locations)


def _bare(template: str) -> str:
    return NAME.sub("", template).strip()


def _pattern(template: str) -> re.Pattern[str]:
    parts = [re.escape(part) if at % 2 == 0 else "(.*?)" for at, part in enumerate(NAME.split(template))]
    return re.compile("".join(parts), re.DOTALL)


def _heard(locale: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_heard(locale, one) for one in cast(list[Any], value)]
    if isinstance(value, tuple) and type(cast(Any, value)) is tuple:
        return tuple(_heard(locale, one) for one in cast(tuple[Any, ...], value))
    if isinstance(value, Mapping):
        return {key: _heard(locale, one) for key, one in cast(Mapping[Any, Any], value).items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = dict(_changes(locale, value))
    return replace(value, **changed) if changed else value


def _changes(locale: str, row: Any) -> Iterator[tuple[str, Any]]:
    marked = _marked(type(row))
    for field in fields(row):
        old = getattr(row, field.name)
        new = _all_said(locale, old) if field.name in marked else _heard(locale, old)
        if new is not old and new != old:
            yield field.name, new


def _all_said(locale: str, value: Any) -> Any:
    if isinstance(value, str):
        return said(locale, value)
    if isinstance(value, list | tuple):
        return type(cast(Any, value))(_all_said(locale, one) for one in cast(list[Any], value))
    return _heard(locale, value)


@cache
def _marked(row: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(row) if _is_marked(field.type))


def _is_marked(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return SPOKEN in get_args(hint)
    return any(_is_marked(part) for part in get_args(hint))
