"""Letters out of templates: one template gives subject, plain text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from uuid import UUID

from app.core.errors import Invalid
from app.core.i18n import gettext
from app.core.mail.brand import Brand
from app.core.mail.layout import laid_out
from app.core.mail.markdown import to_mjml
from app.core.mail.pattern import Form, Pattern
from app.core.mail.plain_text import text_of
from app.core.mail.sanitising import WEB, clean
from app.core.mail.shipping import shipped
from app.core.templates import render

LEAVE = "unsubscribe_link"
SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent; `logo_id` is the kept picture that rides along."""

    subject: str
    text: str
    html: str
    logo_id: UUID | None = None


def templates() -> list[str]:
    """The names of all shipped templates."""
    return sorted(shipped())


def pattern_of(template: str) -> Pattern:
    """The shipped template; raises Invalid for an unknown one."""
    if template not in shipped():
        raise Invalid(
            f"There is no mail template called {template[:80]!r}.",
            fields={"template": f"one of: {', '.join(templates())}"},
        )
    return shipped()[template]


def compose(template: str, variables: Mapping[str, Any]) -> Letter:
    """Fill a shipped template in the name of the house; raises Invalid for an unknown one or a missing variable."""
    return written(pattern_of(template), variables, Brand())


def written(pattern: Pattern, scope: Mapping[str, Any], brand: Brand) -> Letter:
    """Fill a template in the name of `brand`; raises Invalid, with a suggestion, for a value that is missing."""
    values = in_scope(scope, brand)
    subject = " ".join(render(pattern.subject, values).split())[:SUBJECT]
    preheader = " ".join(render(pattern.preheader, values).split())[:SUBJECT]
    if pattern.form == Form.MJML:
        content = clean(render(pattern.body, values, "html"))
    else:
        content = clean(to_mjml(render(pattern.body, values, "markdown")))
    plain = render(pattern.plain, values).strip() if pattern.plain else text_of(content)
    html = laid_out(content, brand, subject, preheader, _foot(pattern, values, brand))
    text = "\n\n".join([plain, *_end(pattern, values, brand)]) + "\n"
    return Letter(subject, text, html, brand.logo.file_id if brand.logo else None)


def in_scope(scope: Mapping[str, Any], brand: Brand) -> dict[str, Any]:
    """The values a template sees: those given, and the company as its name."""
    company = scope.get("company")
    return {**scope, "company": company if isinstance(company, str) else brand.name, "_place": brand.place}


def _foot(pattern: Pattern, scope: Mapping[str, Any], brand: Brand) -> list[str]:
    lines = [escape(line) for line in _sender(brand)]
    if not pattern.marketing:
        return lines
    link = str(scope.get(LEAVE) or "")
    words = escape(gettext(brand.place.locale, "No longer wanted? Unsubscribe"))
    leave = f'<a href="{escape(link)}">{words}</a>' if WEB.match(link) else escape(_reply(brand))
    return [*lines, leave]


def _end(pattern: Pattern, scope: Mapping[str, Any], brand: Brand) -> list[str]:
    lines = _sender(brand) if brand.address or pattern.marketing else []
    if pattern.marketing:
        link = str(scope.get(LEAVE) or "")
        words = gettext(brand.place.locale, "No longer wanted? Unsubscribe")
        lines = [*lines, f"{words}: {link}" if WEB.match(link) else _reply(brand)]
    return ["-- \n" + "\n".join(lines)] if lines else []


def _sender(brand: Brand) -> list[str]:
    place = [line.strip() for line in brand.address.splitlines() if line.strip()]
    return [" · ".join([brand.name, *place])]


def _reply(brand: Brand) -> str:
    return gettext(brand.place.locale, "No longer wanted? Answer this mail with “unsubscribe”.")
