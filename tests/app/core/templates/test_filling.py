"""Templates filled: strict, exact, in the reader's language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.core.errors import Invalid
from app.core.money import Money
from app.core.templates import Place, evaluate, read, render

HERE = Place("de", "Europe/Berlin", "EUR")
SCOPE: dict[str, Any] = {
    "_place": HERE,
    "user": {"name": "Ann <b>", "nick": None, "tags": ["a", "b"], "_secret": "x"},
    "cart": {
        "total": Decimal("19.90"),
        "currency": "USD",
        "items": [{"name": "Shelf", "price": 3, "at": {"size": "XL"}}, {"name": "Lamp", "price": 4.5}],
    },
    "at": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    "day": date(2026, 3, 1),
    "price": Money(Decimal("5.00"), "EUR"),
    "yes": True,
    "void": "",
}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ user.name }}, {{ yes }}", "Ann <b>, true"),
        ("{{ cart.total | money: cart.currency }} {{ price }}", "19,90\u00a0$ 5,00\u00a0€"),
        ("{{ cart.total | money }}", "19,90\u00a0€"),
        ("{{ at | date }} {{ at | time }} {{ at | date: 'long' }}", "02.03.2026 00:30 2. März 2026"),
        ("{{ '2026-03-01' | date: '%d/%m' }} {{ day | add_days: 1 | date }}", "01/03 02.03.2026"),
        ("{{ 0.25 | percent }} {{ 1234.5 | number }}", "25\u00a0% 1.234,5"),
        ("{% for i in cart.items %}{{ forloop.index }}{{ i.name }} {% endfor %}", "1Shelf 2Lamp "),
        ("{{ cart.items.size }} {{ cart.items.first.name }} {{ cart.items[1].name }}", "2 Shelf Lamp"),
        ("{{ cart.items | map: 'name' | join: '+' }} {{ cart.items | sum: 'price' }}", "Shelf+Lamp 7.5"),
        ("{{ user.tags }}", "a, b"),
        (
            "{{ 7 | divided_by: 2 }} {{ 7.0 | divided_by: 2 }} {{ '3' | times: 2 }} {{ 2.345 | round: 2 }}",
            "3 3.5 6 2.35",
        ),
        ("{{ cart.total | plus: 0.1 }}", "20.00"),
        ("{{ user.nick | default: 'x' }}{{ no.such.path | default: 'y' }}{{ void | default: 'z' }}", "xyz"),
        ("{% if user.nick %}a{% else %}b{% endif %}{% if no.such %}a{% else %}b{% endif %}", "bb"),
        ("{% if no.such == nil %}none{% endif %}{% if void == blank %}blank{% endif %}", "noneblank"),
        ("{% capture x %}{{ user.name }}!{% endcapture %}{{ x }}", "Ann <b>!"),
        ("{% raw %}{{ not me }}{% endraw %}", "{{ not me }}"),
    ],
)
def test_it_is_filled(source: str, told: str) -> None:
    assert render(source, SCOPE) == told


@pytest.mark.parametrize(
    ("source", "path", "suggestion"),
    [
        ("{{ cart.totl }}", "cart.totl", "cart.total"),
        ("{{ total }}", "total", "cart.total"),
        ("{{ usr.name }}", "usr.name", "user.name"),
        ("{{ user.nick }}", "user.nick", ""),
        ("{% if user.nmae == 'x' %}{% endif %}", "user.nmae", "user.name"),
        ("{% if 3 < cart.totl %}{% endif %}", "cart.totl", "cart.total"),
        ("{% case user.nmae %}{% when 'a' %}{% endcase %}", "user.nmae", "user.name"),
        ("{% for i in cart.itms %}{% endfor %}", "cart.itms", "cart.items"),
        ("{{ user.name | append: user.nmae }}", "user.nmae", "user.name"),
        ("{{ user.nmae | upcase }}", "user.nmae", "user.name"),
        ("{% assign a = user.nmae %}{{ a }}", "user.nmae", "user.name"),
        ("{{ user.name | upcas }}", "upcas", "upcase"),
    ],
)
def test_what_is_missing_is_named_with_a_suggestion(source: str, path: str, suggestion: str) -> None:
    with pytest.raises(Invalid) as refused:
        render(source, SCOPE)
    assert path in refused.value.fields
    assert (f"Did you mean {suggestion}?" in refused.value.message) == bool(suggestion)


@pytest.mark.parametrize(
    "source",
    [
        "{{ user }}",
        "{{ cart.items }}",
        "{{ 'x' | plus: 1 }}",
        "{{ 1 | divided_by: 0 }}",
        "{{ 'soon' | date }}",
        "{{ 1 | round: 99999999 }}",
        "{{ user.name | date }}",
        "{{ 5 | money: 'nope' }}",
        "{% include 'x' %}",
        "{% render 'x' %}",
        "{{ user.name",
        "{% if user.name %}",
        "{{ user.name | safe }}",
        "{{ at | date: '%99999999d' }}",
    ],
)
def test_what_makes_no_sense_is_refused(source: str) -> None:
    with pytest.raises(Invalid):
        render(source, SCOPE)


@pytest.mark.parametrize(
    "path", ["user._secret", "_place", "_place.zone", "user.__class__", "user.name.upper", "at.year", "price.currency"]
)
def test_no_attribute_and_no_hidden_name_is_read(path: str) -> None:
    with pytest.raises(Invalid):
        render("{{ " + path + " }}", SCOPE)
    with pytest.raises(Invalid):
        read(path, SCOPE)


def test_the_line_is_told() -> None:
    with pytest.raises(Invalid, match="line 3"):
        render("a\nb\n{{ user.nmae }}", SCOPE)


def test_values_are_escaped_for_html_and_markdown() -> None:
    scope = {"x": "<b>*a* [x](javascript:1)\n\n# big"}
    assert render("{{ x }}", scope, "html") == "&lt;b&gt;*a* [x](javascript:1)\n\n# big"
    assert render("{{ x | newline_to_br }}", scope, "html").startswith("&lt;b&gt;*a* [x](javascript:1)<br>")
    assert render("{{ x }}", scope, "markdown") == "\\<b\\>\\*a\\* \\[x\\]\\(javascript\\:1\\)\\\n\\# big"
    assert render("{% capture y %}{{ x }}{% endcapture %}{{ y }}", scope, "html").count("&amp;") == 0


def test_a_template_alone_gives_its_own_value() -> None:
    given = {"n": "{{ cart.total }}", "list": [" {{ cart.items }} ", "{{ yes }}"], "text": "{{ yes }}!", "plain": 3}
    assert evaluate(given, SCOPE) == {
        "n": Decimal("19.90"),
        "list": [SCOPE["cart"]["items"], True],
        "text": "true!",
        "plain": 3,
    }
    assert evaluate("{{ user.nick | default: nil }}", SCOPE) is None
    with pytest.raises(Invalid):
        evaluate("{{ user.nick }}", SCOPE)


def test_a_path_is_read() -> None:
    assert read("cart.items.1.name", SCOPE) == "Lamp"
    assert read("cart.items.0.at.size", SCOPE) == "XL"
    with pytest.raises(Invalid, match=r"Did you mean cart\.items"):
        read("cart.itms", SCOPE)
