"""The form of letters: what people write and what values hold stays harmless in HTML and readable as text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.mail import Brand
from app.core.mail.letter import Letter, written
from app.core.mail.pattern import Pattern

BRAND = Brand("Nordwind", "#0f766e", "Mill Lane 4\n8001 Zurich")


def _letter(body: str, form: str = "text", *, marketing: bool = False, **scope: object) -> Letter:
    return written(Pattern("t", "Hi", body, form=form, marketing=marketing), scope, BRAND)


class Harm(HTMLParser):
    """Collects what must not stand in a mail: scripts, handlers, frames, addresses that run code or reach out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "form", "input", "svg", "base", "embed"}:
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (name in {"href", "src"} and not re.match(r"(https?:|mailto:|tel:)", address)):
                self.found.append(f"{name}={value}")


def harm(html: str) -> list[str]:
    """All that is wrong in the HTML; the one of the layout (a link to nothing) does not exist."""
    reader = Harm()
    reader.feed(html)
    return reader.found


def test_text_becomes_paragraphs_lists_tables_boxes_and_buttons() -> None:
    body = "# Head\n\nOne **two**\nthree\n\n- a\n- b\n\n> Box\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[Go](https://e.example/?a=1&b=2)"
    letter = _letter(body)
    assert letter.text.startswith(
        "Head\n\nOne two three\n\n• a\n• b\n\nBox\n\nx · y\n1 · 2\n\nGo: https://e.example/?a=1&b=2"
    )
    for part in (
        "<h1>Head</h1>",
        "<strong>two</strong>",
        "<li>a</li>",
        "<td>1</td>",
        'href="https://e.example/?a=1&amp;b=2"',
    ):
        assert part in letter.html
    assert 'class="box"' in letter.html
    assert "Nordwind · Mill Lane 4 · 8001 Zurich" in letter.html


def test_only_marketing_mails_say_how_to_leave() -> None:
    assert "nsubscribe" not in _letter("Hi").html
    assert "Answer this mail" in _letter("Hi", marketing=True).text
    link = "https://e.example/leave?x=1"
    letter = _letter("Hi", marketing=True, unsubscribe_link=link)
    assert f'href="{link}"' in letter.html
    assert link in letter.text


def test_what_is_written_in_mjml_keeps_its_columns_and_loses_what_runs() -> None:
    body = """<mj-section><mj-column><mj-text onclick="x()">A<script>alert(1)</script>
<a href="javascript:x">b</a></mj-text></mj-column><mj-column><mj-image src="https://e.example/a.png" alt="A cat"/>
    <mj-raw><iframe></iframe></mj-raw>
    <mj-button href="javascript:alert(1)">no</mj-button><mj-include path="/etc/passwd"/></mj-column></mj-section>
    <mj-text color="red;background:url(https://e.example)">loose</mj-text>"""
    letter = _letter(body, "mjml")
    assert harm(letter.html) == []
    assert letter.html.count("mj-column-per-50") >= 2
    assert "root:" not in letter.html
    assert "url(" not in letter.html
    assert letter.text.startswith("A b\n\nA cat\n\nloose")


@pytest.mark.parametrize("form", ["text", "mjml"])
@settings(max_examples=60, deadline=None)
@given(
    value=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
    | st.sampled_from(
        [
            '"><script>alert(1)</script>',
            "' onmouseover='x",
            "javascript:alert(1)",
            "](javascript:alert(1))",
            "</mj-text><mj-raw><script>x</script></mj-raw>",
            "&quot;&gt;&lt;script&gt;",
            "<mj-include path='/etc/passwd'/>",
            "{{ link }} {% include 'x' %}",
            "| a | b |\n|---|---|",
        ]
    )
)
def test_no_value_breaks_out(form: str, value: str) -> None:
    bodies = {
        "text": "# {{ v }}\n\nDear {{ v }},\n\n- {{ v }}\n\n[{{ v }}]({{ v }})\n\n"
        "[Go](https://e.example/{{ v | url_encode }})",
        "mjml": '<mj-text color="{{ v }}"><p title="{{ v }}">{{ v }}</p></mj-text>'
        '<mj-button href="https://e.example/{{ v }}">{{ v }}</mj-button>'
        '<mj-button href="{{ v }}">x</mj-button><mj-image src="{{ v }}" alt="{{ v }}"/>',
    }
    letter = _letter(bodies[form], form, v=value)
    assert harm(letter.html) == []
    assert "root:" not in letter.html


@settings(max_examples=60, deadline=None)
@given(body=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80).filter(lambda text: "{" not in text))
def test_any_body_gives_a_harmless_letter(body: str) -> None:
    for form in ("text", "mjml"):
        assert harm(_letter(body, form).html) == []
