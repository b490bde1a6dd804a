"""Templates checked before they are ever filled."""

import pytest

from app.core.templates import check, needed, paths

KNOWN = ["user.name", "cart.items.name", "cart.total", "event.*", "link"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ user.name }} {{ link }}", {"user.name", "link"}),
        ("{% for i in cart.items %}{{ i.name }}{{ forloop.index }}{% endfor %}", {"cart.items", "cart.items.name"}),
        ("{% assign a = cart %}{{ a.total }}", {"cart", "cart.total"}),
        ("{% assign a = cart.total | plus: link %}{{ a }}", {"cart.total", "link"}),
        ("{% capture a %}{{ link }}{% endcapture %}{{ a.b }}", {"link"}),
        ("{{ cart.items[0].name }} {{ cart.items.first.name }}", {"cart.items.name", "cart.items.first.name"}),
        ("{{ cart[user.name] }}", {"cart", "user.name"}),
        ("{% if a == b or c %}{% endif %}", {"a", "b", "c"}),
        ("{% case a %}{% when b %}{{ c }}{% endcase %}", {"a", "b", "c"}),
    ],
)
def test_paths_are_found_without_filling(source: str, found: set[str]) -> None:
    assert paths(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "{{ user.name }}{{ cart.items.size }}{{ cart.items[0].name }}{{ cart.items.last.name }}{{ event.a.b }}",
        "{% for i in cart.items %}{{ i.name }}{% endfor %}{% for c in cart %}{{ c[0] }}{% endfor %}",
        "{{ anything | default: 'x' }}{% if anything %}{{ user.name }}{% endif %}{% if other == nil %}{% endif %}",
        {"a": ["{{ link }}", 3, None]},
    ],
)
def test_what_is_sound_has_no_problem(source: object) -> None:
    assert check(source, KNOWN) == []


@pytest.mark.parametrize(
    ("source", "path", "suggestion", "line"),
    [
        ("x\n{{ user.nmae }}", "user.nmae", "user.name", 2),
        ("{% for i in cart.items %}\n{{ i.nme }}{% endfor %}", "cart.items.nme", "cart.items.name", 2),
        ("{{ user.nmae | default: 'x' }}", "user.nmae", "user.name", 1),
        ("{% if user.nmae %}{% endif %}", "user.nmae", "user.name", 1),
        ("{{ lnk }}", "lnk", "link", 1),
        ("{{ unheard_of }}", "unheard_of", "", 1),
        ("{{ link | upcas }}", "upcas", "upcase", 1),
        ("{% fro i in cart.items %}{% endfro %}", "fro", "for", 1),
        ("\n{{ link", "", "", 2),
        ({"a": ["{{ lnk }}"]}, "lnk", "link", 1),
    ],
)
def test_a_slip_is_told_with_its_line(source: object, path: str, suggestion: str, line: int) -> None:
    problems = check(source, KNOWN)
    assert [(one.path, one.suggestion, one.line) for one in problems] == [(path, suggestion, line)]


def test_what_must_be_there() -> None:
    source = "{{ a }}{{ b | default: 1 }}{% if c %}{{ d.size }}{% endif %}{% for e in f %}{{ e.g }}{% endfor %}"
    assert needed(source) == {"a", "d", "f", "f.g"}
