"""What is known of a lead, and what follows from it, as the fields that score rules may name."""

import re
from collections.abc import Mapping
from typing import Any, cast

from app.core.rules import FieldSpec
from app.crm.intake.names import folded

_FREE = """
gmail.com googlemail.com yahoo.com yahoo.de yahoo.fr yahoo.es yahoo.co.uk ymail.com hotmail.com hotmail.fr hotmail.es
outlook.com outlook.de live.com msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de
t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com pm.me zoho.com mail.com yandex.com mail.ru qq.com
163.com orange.fr free.fr laposte.net wanadoo.fr sfr.fr uol.com.br bol.com.br terra.com.br
"""
FREE_MAIL = frozenset(_FREE.split())
_DECIDES = re.compile(
    r"\b(c[efotim]o|chief|founder|cofounder|owner|president|managing director|vp|vice president|partner|proprietor"
    r"|geschaftsfuhrer\w*|inhaber\w*|vorstand|grunder\w*|gerant\w*|pdg|directeur general|fundador\w*"
    r"|director general|propietari\w*|dono|socio|presidente)\b"
)
_LEADS = re.compile(
    r"\b(head|director\w*|manager\w*|lead|leader|supervisor|principal|leiter\w*|leitung|responsable|chef\w*"
    r"|directeur|directrice|gerente|jefe|jefa|diretor\w*|coordenador\w*)\b"
)
COUNTED = ("visits", "opens", "clicks", "replies", "downloads")
LEAD_FACTS: Mapping[str, FieldSpec] = {
    "name": FieldSpec("text", title="Name"),
    "email": FieldSpec("text", title="E-mail"),
    "email_kind": FieldSpec("choice", title="Kind of e-mail address"),
    "phone": FieldSpec("text", title="Phone"),
    "company_name": FieldSpec("text", title="Company"),
    "role": FieldSpec("text", title="Role"),
    "seniority": FieldSpec("choice", title="Seniority"),
    "country": FieldSpec("text", title="Country"),
    "city": FieldSpec("text", title="City"),
    "territory": FieldSpec("text", title="Territory"),
    "source": FieldSpec("text", title="Source"),
    "message": FieldSpec("text", title="Message"),
    "message_length": FieldSpec("number", title="Length of the message"),
    "interest": FieldSpec("text", title="Interest"),
    "budget": FieldSpec("money", title="Budget"),
    "employees": FieldSpec("number", title="Employees"),
    "state": FieldSpec("choice", title="State"),
    "consent": FieldSpec("boolean", title="Consent"),
    "tags": FieldSpec("tags", title="Tags"),
    "created_at": FieldSpec("datetime", title="Created"),
    "last_contact": FieldSpec("datetime", title="Last contact"),
    "visits": FieldSpec("number", title="Visits of the website"),
    "opens": FieldSpec("number", title="E-mails opened"),
    "clicks": FieldSpec("number", title="Links clicked"),
    "replies": FieldSpec("number", title="Replies"),
    "downloads": FieldSpec("number", title="Downloads"),
}


def facts(lead: Mapping[str, object]) -> dict[str, object]:
    """Return a lead's fields with those that follow: kind of address, seniority, length of the message, counts.

    Counts (`visits`, `opens`, …) may stand in the lead itself or in its `extra`.
    """
    raw = lead.get("extra")
    extra = cast(dict[str, Any], raw) if isinstance(raw, dict) else {}
    counts = {name: lead.get(name, extra.get(name)) for name in COUNTED}
    return {
        **lead,
        **counts,
        "email_kind": email_kind(_text(lead, "email")),
        "seniority": seniority(_text(lead, "role")),
        "message_length": len(_text(lead, "message")),
    }


def email_kind(email: str) -> str | None:
    """Return `free` for the addresses anybody can have, `business` for others, None for none."""
    domain = email.rpartition("@")[2].lower()
    return None if not domain else "free" if domain in FREE_MAIL else "business"


def seniority(role: str) -> str | None:
    """Return from a job title whether its holder `decides`, `leads` or `works`, None where there is none."""
    title = folded(role)
    if not title:
        return None
    return "decides" if _DECIDES.search(title) else "leads" if _LEADS.search(title) else "works"


def _text(lead: Mapping[str, object], name: str) -> str:
    value = lead.get(name)
    return value if isinstance(value, str) else ""
