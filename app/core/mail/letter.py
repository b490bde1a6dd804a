"""Letters out of templates: one file gives subject, plain text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from liquid import BoundTemplate, Environment, FalsyStrictUndefined
from liquid.exceptions import LiquidError

from app.core.errors import Invalid

PACKAGE = "app.core.mail"
LAYOUT = "layout.html"


class Limited(Environment):
    """Liquid with its limits switched on: a template cannot loop or grow without end."""

    loop_iteration_limit = 1_000
    output_stream_limit = 200_000
    context_depth_limit = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent."""

    subject: str
    text: str
    html: str


def templates() -> list[str]:
    """The names of all templates."""
    folder = resources.files(PACKAGE).joinpath("templates")
    return sorted(entry.name.removesuffix(".liquid") for entry in folder.iterdir() if entry.name.endswith(".liquid"))


def compose(template: str, variables: Mapping[str, Any]) -> Letter:
    """Fill the template; raises Invalid for an unknown template or a variable that is missing."""
    head, _, body = _source(template).partition("\n\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    subject = " ".join(_fill(template, lines["subject"], variables).split())
    paragraphs = [part.strip() for part in _fill(template, body, variables).split("\n\n") if part.strip()]
    button, link = _button(template, lines.get("button"), variables)
    text = "\n\n".join([*paragraphs, *([f"{button}: {link}"] if link else [])]) + "\n"
    values = {"subject": subject, "paragraphs": [_lines(p) for p in paragraphs], "button": button, "link": link}
    return Letter(subject, text, _layout().render(**values))


def _lines(paragraph: str) -> list[str]:
    return paragraph.splitlines()


def _button(template: str, line: str | None, variables: Mapping[str, Any]) -> tuple[str, str]:
    if line is None:
        return "", ""
    label, _, target = line.partition(" -> ")
    link = _fill(template, target, variables).strip()
    # Only what a browser opens as a page: never javascript: or data:.
    return (label, link) if link.startswith(("https://", "http://")) else ("", "")


def _source(template: str) -> str:
    if template not in templates():
        raise Invalid(
            f"There is no mail template called {template[:80]!r}.",
            fields={"template": f"one of: {', '.join(templates())}"},
        )
    return resources.files(PACKAGE).joinpath(f"templates/{template}.liquid").read_text()


def _fill(template: str, source: str, variables: Mapping[str, Any]) -> str:
    try:
        return _plain().from_string(source).render(**variables)
    except LiquidError as error:
        raise Invalid(f"The mail {template} cannot be written: {error}", fields={"variables": str(error)}) from None


@cache
def _plain() -> Environment:
    return Limited(undefined=FalsyStrictUndefined)


@cache
def _layout() -> BoundTemplate:
    source = resources.files(PACKAGE).joinpath(f"templates/{LAYOUT}").read_text()
    return Limited(undefined=FalsyStrictUndefined, autoescape=True).from_string(source)
