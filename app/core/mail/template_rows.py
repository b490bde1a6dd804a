"""Mail templates as others see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.said import Said


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template of the list; `example` is its subject with the sample values.

    `origin` is shipped, edited (a shipped one, changed here) or own.
    """

    name: str
    title: Said
    subject: str
    example: str
    description: Said
    origin: str
    form: str
    marketing: bool
    series: str | None
    day: int | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one part ("subject", "body", …) of a template, at a line from 1."""

    part: str
    line: int
    path: str
    message: Said
    suggestion: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template with all its parts. `id` and `version` are None while it is the shipped one; `known` are its paths."""

    name: str
    title: Said
    subject: str
    example: str
    preheader: str
    body: str
    form: str
    plain: str
    description: Said
    variables: dict[str, Any]
    origin: str
    marketing: bool
    series: str | None
    day: int | None
    id: UUID | None
    version: int | None
    updated_at: datetime | None
    known: list[str]
    problems: list[Fault]


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would be written; empty where `problems` keep it from being written."""

    subject: str
    preheader: str
    text: str
    html: str
    problems: list[Fault]
    about: str


@dataclass(frozen=True, slots=True)
class TestSent:
    """A test mail: whom it goes to, and "waiting" or "kept" (it lies in the outbox, for no mail server is set)."""

    mail_id: UUID
    to: str
    state: str
