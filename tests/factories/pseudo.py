"""A language in which each text of the catalogues stands in brackets, so that words left in English can be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from app.core import i18n, said
from app.core.catalogues import TEMPLATE

PSEUDO = "eo"


def marked(words: str) -> str:
    """Words as the language of brackets says them."""
    return f"⟦{words}⟧"


def bare(words: str) -> str:
    """Words without their brackets."""
    return words.replace("⟦", "").replace("⟧", "")


def written(folder: Path) -> Path:
    """The catalogue of brackets as a file below `folder`."""
    with TEMPLATE.open("rb") as file:
        catalogue = read_po(file, locale=PSEUDO)
    for message in catalogue:
        if isinstance(message.id, str) and message.id:
            message.string = marked(message.id)
    path = folder / PSEUDO / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue, include_lineno=False)
    return folder


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Know the language of brackets for as long as the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALES", folder)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for kept in (i18n.catalogue, said._said, said._templates):  # pyright: ignore[reportPrivateUsage]
        kept.cache_clear()
