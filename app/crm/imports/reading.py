"""The file of an import: where it lies and how it is read."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core import files
from app.core.actor import Actor
from app.core.errors import Invalid, NotFound
from app.crm.imports.guess import header_words
from app.crm.intake import Sheet, inspect

SAMPLES = 5


def place(tenant_id: UUID | None, file_id: UUID) -> Path:
    """Where the bytes lie; raises NotFound where they are gone."""
    found = files.path(tenant_id, file_id) if tenant_id else None
    if found is None or not found.exists():
        raise NotFound("The file is no longer kept; bring it again.")
    return found


def looked_at(actor: Actor, file_id: UUID, header: bool | None = None) -> Sheet:
    """What the file is; raises Invalid or TooLarge for what cannot be imported."""
    sheet = inspect(place(actor.tenant_id, file_id), header=header, known=header_words())
    if not sheet.sample:
        raise Invalid("The file holds no rows below its header; there is nothing to import.")
    return sheet


def kept(sheet: Sheet) -> dict[str, Any]:
    """A sheet as JSON, with its first rows only."""
    sample = [{name: cell[:200] for name, cell in row.items()} for row in sheet.sample[:SAMPLES]]
    return {**asdict(sheet), "sample": sample}


def sheet_of(data: Mapping[str, Any]) -> Sheet:
    """A sheet from its JSON."""
    lists = {name: tuple(data[name]) for name in ("columns", "sample", "warnings")}
    values: dict[str, Any] = {**data, **lists}
    return Sheet(**values)
