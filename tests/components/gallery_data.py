"""What the gallery shows: the sample company of the design pictures."""

from typing import Any

STATES = {"Qualified": "green", "Working": "amber", "New": "blue", "Lost": "red"}
_PEOPLE = [
    ("Marta Jansen", "Helio Energy", "Head of operations", 82, "Qualified"),
    ("Tom Okafor", "Brightside Clinics", "Owner", 74, "Working"),
    ("Sofia Lindqvist", "Nordform", "Buyer", 61, "Working"),
    ("Dev Rao", "Kestrel Labs", "CTO", 58, "New"),
    ("Claire Bonnet", "Atelier Bonnet", "Founder", 55, "New"),
    ("Peter Novak", "Novak & Sons", "Director", 47, "Nurture"),
    ("Eri Ito", "Komorebi Foods", "Marketing", 44, "Nurture"),
    ("Olga Kim", "Studio Kim", "Architect", 22, "Lost"),
]
LEADS: list[dict[str, Any]] = [
    {
        "id": f"lead-{at}",
        "name": name,
        "initials": "".join(word[0] for word in name.split()),
        "company": company,
        "company_href": f"/companies/{at}" if at % 2 else "",
        "role": role,
        "score": score,
        "state": state,
        "owner": "Ana",
        "value": score * 412,
        "at": f"2026-11-{20 - at:02}T10:00:00Z",
    }
    for at, (name, company, role, score, state) in enumerate(_PEOPLE)
]
_CARDS = [
    ("Website relaunch", "Helio Energy", "€24,000", "Call tomorrow 10:00", "AK", ""),
    ("Booking rollout", "Brightside Clinics", "€18,500", "Proposal sent 2 d", "LP", ""),
    ("Loyalty app", "Nordform", "€42,000", "", "AK", "No activity for 11 days"),
]


def _card(stage: str, at: int) -> dict[str, str]:
    title, company, money, coming, initials, reason = _CARDS[at]
    names = ("title", "company", "money", "next", "initials", "reason")
    values = dict(zip(names, (title, company, money, coming, initials, reason), strict=True))
    return {"id": f"{stage}-{at}", "href": "/record", **values}


COLUMNS: list[dict[str, Any]] = [
    {
        "id": stage,
        "name": name,
        "count": count,
        "total": total,
        "weighted": weighted,
        "cards": [_card(stage, at) for at in range(count)],
    }
    for stage, name, count, total, weighted in (
        ("qualified", "Qualified", 3, "€182,400", "€36,480"),
        ("proposal", "Proposal", 2, "€264,900", "€105,960"),
        ("negotiation", "Negotiation", 3, "€148,000", "€103,600"),
        ("won", "Won", 0, "€96,300", "€96,300"),
    )
]
MOVES: list[dict[str, Any]] = [
    {
        "id": str(at),
        "icon": kind,
        "title": title,
        "text": text,
        "at": f"2026-11-{20 - at}T10:00:00Z",
        "href": "/leads" if at == 1 else "",
        "operation_id": f"op-{at}" if at in (2, 4) else "",
    }
    for at, (kind, title, text) in enumerate(
        [
            ("mail", "Clicked “See prices” in Spring offer", "A person, not a scanner: moved and stayed 48 s"),
            ("score", "Score 62 → 82", "+20 visited pricing three times, +5 reply within a day."),
            ("assign", "Assigned to Ana Keller", "Territory DACH; Luis is full (104 %), Mina is away."),
            ("job", "Lead nurture, step 2 of 5", "Waiting for a reply until Friday 10:00"),
            ("edit", "Luis changed phone", "+49 30 9018 20 → +49 30 9018 2044."),
            ("form", "Came in by form “Book a demo”", "Source: Google / cpc / spring."),
        ]
    )
]
_NAMES = ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
MONTHS: list[dict[str, Any]] = [
    {
        "name": "won",
        "x": _NAMES,
        "y": [36200 + 5400 * at for at in range(12)],
        "custom": [f"m-{name}" for name in _NAMES],
    },
    {
        "name": "expected",
        "x": _NAMES,
        "y": [12000 + 1900 * at for at in range(12)],
        "custom": [f"e-{name}" for name in _NAMES],
    },
]
VIEWS = [{"key": name, "value": name, "label": name.title()} for name in ("new", "won")]
TREND = [1.0, 2, 2, 4, 3, 5, 6, 7]
LINES = [
    {"label": "E-mail", "value": "marta@helio.example", "href": ""},
    {"label": "Phone", "value": "+49 30 9018 2044", "href": ""},
    {"label": "Company", "value": "Helio Energy", "href": "/companies/1"},
]
STAGES: list[dict[str, Any]] = [
    {
        "name": "",
        "x": ["Qualified", "Proposal", "Negotiation"],
        "y": [182, 265, 148],
        "text": ["€182k", "€265k", "€148k"],
        "custom": ["/deals"] * 3,
    }
]
LOAD: list[dict[str, Any]] = [
    {
        "name": "",
        "x": ["Ana", "Luis", "Mina"],
        "y": [78, 104, 52],
        "text": ["78 %", "104 %", "52 %"],
        "tones": ["", "red", ""],
        "top": 100,
    }
]
