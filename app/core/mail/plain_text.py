"""The plain text of a mail, made from its body."""

import re
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

BLOCKS = {"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "table", "hr"}
SPACES = re.compile(r"[ \t\r\n]+")


def text_of(content: BeautifulSoup) -> str:
    """Paragraphs with an empty line between them; buttons and links with their addresses."""
    parts = [part for tag in content.find_all(["mj-text", "mj-button", "mj-table", "mj-image"]) for part in _part(tag)]
    return "\n\n".join(part for part in parts if part)


def _part(tag: Tag) -> Iterator[str]:
    if tag.name == "mj-button":
        yield f"{_inline(tag)}: {_address(tag)}"
    elif tag.name == "mj-image":
        yield str(tag.get("alt") or "")
    elif tag.name == "mj-table":
        yield _rows(tag)
    else:
        yield from _blocks(tag)


def _address(tag: Tag) -> str:
    # The tree is escaped once more than it reads, for MJML writes attributes as they stand.
    return unescape(str(tag.get("href") or ""))


def _blocks(tag: Tag) -> Iterator[str]:
    loose = ""
    for child in tag.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            yield loose.strip()
            loose = ""
            yield from _block(child)
        else:
            loose += _of(child)
    yield loose.strip()


def _block(tag: Tag) -> Iterator[str]:
    if tag.name in {"ul", "ol"}:
        items = tag.find_all("li", recursive=False)
        signs = [f"{number}." if tag.name == "ol" else "•" for number in range(1, len(items) + 1)]
        yield "\n".join(f"{sign} {_inline(item)}" for sign, item in zip(signs, items, strict=True))
    elif tag.name == "table":
        yield _rows(tag)
    elif tag.name in {"div", "blockquote"}:
        yield from _blocks(tag)
    else:
        yield _inline(tag)


def _rows(tag: Tag) -> str:
    rows = [[_inline(cell) for cell in row.find_all(["td", "th"], recursive=False)] for row in tag.find_all("tr")]
    return "\n".join(" · ".join(cell for cell in row if cell) for row in rows)


def _inline(tag: Tag) -> str:
    return "".join(_of(child) for child in tag.children).strip()


def _of(part: PageElement) -> str:
    if isinstance(part, NavigableString):
        return SPACES.sub(" ", str(part))
    if not isinstance(part, Tag):
        return ""
    if part.name == "br":
        return "\n"
    inner = "".join(_of(child) for child in part.children)
    address = str(part.get("href") or "") if part.name == "a" else ""
    return f"{inner} ({address})" if address and address.removeprefix("mailto:") not in inner else inner
