"""Collects the interface texts into gettext catalogues and compiles these for the browser.

`python -m app.core.catalogues` rewrites locale/steward.pot, updates each language's catalogue, and writes
assets/locales. A new language is a new folder under locale/ with a catalogue in it; nothing else changes.
"""

import json
from collections.abc import Callable
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from app.core.i18n import DOMAIN, LOCALES, catalogue, languages, po_path
from app.core.sentences import sentences

ROOT = LOCALES.parent
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
CLIENT = ROOT / "assets" / "locales"
FOLDERS = ("app", "state", "pages", "components", "jobs")
METHODS = [("**.py", "python"), ("**.js", "javascript"), ("**.jsx", "javascript")]
KEYWORDS: dict[str, Any] = {"t": None, "tn": (1, 2), "toast": None, "gettext": (2,)}


def extract() -> Catalog:
    """All texts of the sources, those of the interface and those that the server says, as a template catalogue."""
    template = Catalog(project="steward", domain=DOMAIN, charset="utf-8")
    for folder in FOLDERS:
        for name, _, message, _, _ in extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS):
            template.add(message, locations=[(f"{folder}/{Path(name).as_posix()}", 1)])
    for place, words in sentences():
        template.add(words, locations=[(place, 1)])
    return template


def _write(path: Path, content: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, content, 110, omit_header=path == TEMPLATE, include_lineno=False, sort_output=True)


def _forms(key: str, strings: tuple[str, ...], language: str, index: Callable[[int], int]) -> dict[str, str]:
    """The plural forms of a text under the browser's names for them (one, few, many, other)."""
    rule = Locale.parse(language).plural_form
    numbers = {rule(number): number for number in range(200, -1, -1)}
    return {f"{key}_{tag}": strings[index(number)] for tag, number in {"other": 1000, **numbers}.items()}


def compiled(known: Catalog, language: str) -> dict[str, str]:
    """A catalogue as the browser reads it: English text to translation, plurals under a suffix."""
    texts: dict[str, str] = {}
    index = c2py(known.plural_expr)
    for message in known:
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string:
            texts[message.id] = message.string
        elif isinstance(message.id, tuple) and isinstance(message.string, tuple) and all(message.string):
            texts |= _forms(message.id[0], message.string, language, index)
    return texts


def main() -> None:
    """Rewrite the template, update every language, compile all for the browser."""
    template = extract()
    _write(TEMPLATE, template)
    CLIENT.mkdir(parents=True, exist_ok=True)
    for language in languages():
        known = catalogue(language)
        if known is None:
            continue
        known.update(template)
        _write(po_path(language), known)
        text = json.dumps(compiled(known, language), ensure_ascii=False, sort_keys=True, indent=0)
        (CLIENT / f"{language}.json").write_text(text + "\n", encoding="utf-8")
    (CLIENT / "languages.json").write_text(json.dumps(languages()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
