"""The templates that come with Steward: one file each, a head in TOML, a line `+++`, the body."""

import tomllib
from dataclasses import fields
from functools import cache
from importlib import resources

from app.core.mail.pattern import Pattern

FOLDER = resources.files("app.core.mail").joinpath("shipped")
ENDING = ".mail"


@cache
def shipped() -> dict[str, Pattern]:
    """Every shipped template by its name."""
    found = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(ENDING))
    return {name.removesuffix(ENDING): _read(name) for name in found}


def _read(file: str) -> Pattern:
    head, _, body = FOLDER.joinpath(file).read_text(encoding="utf-8").partition("\n+++\n")
    body, _, plain = body.partition("\n+++ text\n")
    values = tomllib.loads(head)
    known = {one.name for one in fields(Pattern)}
    if unknown := set(values) - known:
        raise ValueError(f"{file} holds {', '.join(sorted(unknown))}, which no template has.")
    return Pattern(name=file.removesuffix(ENDING), body=body.strip() + "\n", plain=plain.strip(), **values)
