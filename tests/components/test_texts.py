"""Interface texts: every key is in the catalogue, arguments survive, plurals and fallbacks hold."""

import json
import re
from pathlib import Path

import reflex as rx
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.core.catalogues import CLIENT, TEMPLATE, compiled, extract
from app.core.i18n import gettext, languages
from components.ui import t, tn
from state.toasts import toast

SOURCES = Path(__file__).resolve().parents[2] / "components"


class TextState(rx.State):
    """A var to put into texts."""

    name: str = ""


def test_every_text_is_in_the_template() -> None:
    """`python -m app.core.catalogues` was run after the last new text."""
    with TEMPLATE.open("rb") as file:
        known = {message.id for message in read_po(file)}
    assert {message.id for message in extract()} - known == set()


def test_every_language_reaches_the_browser() -> None:
    """What has a catalogue is offered, and nothing else."""
    assert json.loads((CLIENT / "languages.json").read_text()) == languages()


def test_texts_in_javascript_are_collected() -> None:
    """Keys in the wrapped parts count as much as those in Python."""
    found = {message.id for message in extract()}
    for path in SOURCES.rglob("*.jsx"):
        keys = re.findall(r'\bt\("([^"]+)"', path.read_text(encoding="utf-8"))
        assert set(keys) <= found, path.name


def test_arguments_keep_their_state() -> None:
    """A Var in a text makes the text follow the state, and quotes cannot break out of it."""
    text = t('Go to "{page}"', page=TextState.name)
    data = text._get_all_var_data()
    assert data is not None
    assert data.state == TextState.get_full_name()
    assert "const t = useT();" in data.hooks
    assert '"Go to \\"{page}\\""' in str(text)


def test_plural_gives_both_forms() -> None:
    """The browser gets the count and both English forms."""
    text = str(tn("{count} lead", "{count} leads", 3))
    assert text.startswith('(tn("{count} lead", "{count} leads", ({ ["count"] : 3 })')


def test_compiled_plurals_follow_the_language() -> None:
    """Forms stand under the names browsers use, also where a language has more than two."""
    polish = Catalog(locale="pl")
    polish.add(("{count} lead", "{count} leads"), ("{count} kontakt", "{count} kontakty", "{count} kontaktów"))
    polish.add("Home", "Start")
    assert compiled(polish, "pl") == {
        "Home": "Start",
        "{count} lead_one": "{count} kontakt",
        "{count} lead_few": "{count} kontakty",
        "{count} lead_many": "{count} kontaktów",
        "{count} lead_other": "{count} kontaktów",
    }


def test_unknown_language_falls_back_to_english() -> None:
    """A locale without a catalogue shows the English text, filled."""
    assert gettext("xx-YY", "Hello {name}", name="Ana") == "Hello Ana"


def test_toast_value_stays_data() -> None:
    """Whatever a name holds arrives as a JSON string, never as code."""
    hostile = "'); alert(1); //</script>\u2028`${1}"
    script = json.loads(str(toast("Moved {card}", card=hostile, operation_id="op").args[0][1]))
    before, value, after = script.partition("{detail: ")[0], script.partition("{detail: ")[2][:-3], script[-3:]
    assert before == "window.dispatchEvent(new CustomEvent('steward:toast', "
    assert after == "}))"
    assert json.loads(value)["args"] == {"card": hostile}
    assert "\u2028" not in value
