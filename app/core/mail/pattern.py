"""A mail template as it is filled: where it comes from makes no difference to its letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """How the body is written: text with Markdown, or MJML sections."""

    TEXT = "text"
    MJML = "mjml"


class Origin(StrEnum):
    """SHIPPED with Steward, a shipped one that was EDITED here, or the tenant's OWN."""

    SHIPPED = "shipped"
    EDITED = "edited"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Subject, preheader (the line inboxes show beside it), body and plain text ("" = made from the body).

    `variables` are sample values: they say what the template may read. `account` marks the mails of log-ins, which
    nobody may change; `day` is the day within `series`.
    """

    name: str
    subject: str
    body: str
    form: str = Form.TEXT.value
    preheader: str = ""
    plain: str = ""
    title: str = ""
    description: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    series: str | None = None
    day: int | None = None
    marketing: bool = False
    account: bool = False

    def parts(self) -> dict[str, str]:
        """The parts that are templates, by the names of their fields."""
        return {"subject": self.subject, "preheader": self.preheader, "body": self.body, "plain": self.plain}
