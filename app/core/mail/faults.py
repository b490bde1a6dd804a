"""What is wrong in a mail template, found before anybody gets a mail."""

from collections.abc import Mapping
from typing import Any

from app.core import templates
from app.core.errors import Invalid
from app.core.mail.brand import Brand
from app.core.mail.choosing import ALWAYS
from app.core.mail.letter import in_scope
from app.core.mail.pattern import Form, Pattern
from app.core.mail.sanitising import faults
from app.core.mail.template_rows import Fault


def known_paths(pattern: Pattern) -> list[str]:
    """The dotted paths that a template may read: those of its sample values, and what is always there."""
    return sorted({*templates.known_in(pattern.variables), *ALWAYS})


def faults_of(pattern: Pattern, brand: Brand, scope: Mapping[str, Any] | None = None) -> list[Fault]:
    """Unknown paths, tags and filters of every part, and what fails with the samples (or the values of `scope`)."""
    values = in_scope(pattern.variables if scope is None else scope, brand)
    found: list[Fault] = []
    for part, source in pattern.parts().items():
        known = [*known_paths(pattern), *templates.known_in(values)]
        problems = templates.check(source, known)
        if part == "body" and pattern.form == Form.MJML:
            problems += faults(source)
        told = [Fault(part, one.line, one.path, one.message, one.suggestion) for one in problems]
        found += told or _failing(part, source, values)
    return found


def _failing(part: str, source: str, values: dict[str, Any]) -> list[Fault]:
    try:
        templates.render(source, values)
    except Invalid as error:
        path = next(iter(error.fields), "")
        suggestion = templates.nearest(path, templates.known_in(values)) if path != "template" else ""
        return [Fault(part, line_of(source, path), path, error.message, suggestion)]
    return []


def line_of(source: str, path: str) -> int:
    """The line, from 1, in which a path first stands."""
    at = source.find(path)
    return source.count("\n", 0, at) + 1 if at >= 0 else 1


def checked(pattern: Pattern, brand: Brand) -> Pattern:
    """The template, if nothing is wrong with it; raises Invalid that names part, line and suggestion."""
    found = faults_of(pattern, brand)
    if not found:
        return pattern
    fields: dict[str, str] = {}
    for fault in found:
        fields.setdefault(fault.part, f"Line {fault.line}: {fault.message}")
    raise Invalid(f"This template would fail: {found[0].message}", fields=fields)
