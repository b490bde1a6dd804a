"""MJML that people wrote, reduced to what a mail may hold: no scripts, no files, no styles that reach out."""

import re
from html import escape
from typing import Any, cast

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from mjml.core.registry import components, register_core_components

from app.core.templates import Problem

HOLDING = {"mj-section", "mj-column", "mj-group"}
ENDING = {"mj-text", "mj-button", "mj-table"}
EMPTY = {"mj-image", "mj-divider", "mj-spacer"}
TAGS = HOLDING | ENDING | EMPTY
PARENTS = {"mj-section": {"", "body"}, "mj-group": {"mj-section"}, "mj-column": {"mj-section", "mj-group"}}
ADDRESSES = {"href", "src", "background-url"}
WEB = re.compile(r"^(https?://|mailto:|tel:)\S+$", re.IGNORECASE)
PICTURE = re.compile(r"^https?://\S+$", re.IGNORECASE)
QUIET = re.compile(r"^[\w #.,%'’!?&:+()\u00a0-\uffff-]*$")
REACHING = re.compile(r"url\s*\(|expression|@import|javascript", re.IGNORECASE)
_WORDS = """a b strong i em u s del br p span div h1 h2 h3 h4 ul ol li small sub sup hr
table thead tbody tr td th blockquote code img"""
_STYLES = """color font-size font-weight font-style text-align text-decoration padding padding-left padding-right
padding-top padding-bottom margin line-height border border-top border-bottom background-color border-radius
letter-spacing width vertical-align"""
WORDS, STYLES = frozenset(_WORDS.split()), frozenset(_STYLES.split())
CELL = {"align", "valign", "width", "colspan", "rowspan", "style"}
SPECIAL = {"a": {"href", "style"}, "img": {"src", "alt", "width", "height", "style"}, "td": CELL, "th": CELL}
ATTRIBUTES = {name: SPECIAL.get(name, {"style"}) for name in WORDS}


def tree_of(mjml: str) -> BeautifulSoup:
    """The parsed MJML."""
    return BeautifulSoup(mjml, "html.parser")


def clean(mjml: str) -> BeautifulSoup:
    """The tree with nothing in it that may not stand in a mail; loose parts get their section and column."""
    register_core_components()
    tree = tree_of(mjml)
    for tag in list(tree.find_all(True)):
        if tag.name in ENDING and not tag.decomposed and tag.find_parent(list(ENDING)) is None:
            _clean_words(tag)
    for tag in list(tree.find_all(re.compile("^mj-|^mjml$"))):
        if not tag.decomposed and tag.name in {"mjml", "mj-body", "mj-wrapper"}:
            tag.unwrap()
    for tag in list(tree.find_all(True)):
        if not tag.decomposed and tag.find_parent(list(ENDING)) is None:
            _clean_tag(tag)
    return _placed(tree)


def _clean_tag(tag: Tag) -> None:
    if tag.name not in TAGS:
        tag.decompose()
        return
    known: Any = components[tag.name]
    allowed = cast(dict[str, Any], known.allowed_attrs())
    for name, value in list(tag.attrs.items()):
        # Fonts are those of the layout: others would be fetched from elsewhere.
        kept = _attribute(name, str(value)) if name in allowed and name != "font-family" else None
        if kept is None:
            del tag[name]
        else:
            tag[name] = escape(kept)
    if (tag.name == "mj-button" and "href" not in tag.attrs) or (tag.name == "mj-image" and "src" not in tag.attrs):
        tag.decompose()


def _attribute(name: str, value: str) -> str | None:
    if name in ADDRESSES:
        fitting = WEB if name == "href" else PICTURE
        return value.strip() if fitting.match(value.strip()) else None
    if name in {"alt", "title"}:
        return value
    return value if QUIET.match(value) and not REACHING.search(value) else None


def _clean_words(tag: Tag) -> None:
    inner = tag.decode_contents()
    cleaned = words(f"<table>{inner}</table>" if tag.name == "mj-table" else inner)
    tag.clear()
    fresh = BeautifulSoup(cleaned, "html.parser")
    source = fresh.table if tag.name == "mj-table" and fresh.table else fresh
    for child in list(source.children):
        tag.append(child.extract())


def words(html: str) -> str:
    """The HTML of a text with only what mail programs show."""
    return nh3.clean(
        html,
        tags=set(WORDS),
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        filter_style_properties=set(STYLES),
        link_rel=None,
    )


def _placed(tree: BeautifulSoup) -> BeautifulSoup:
    """The tree with every part where it may stand."""
    for tag in list(tree.find_all(list(HOLDING - {"mj-section"}))):
        parent = tag.parent
        if parent is None or parent.name not in PARENTS[tag.name]:
            tag.unwrap()
    for tag in list(tree.find_all("mj-section")):
        if tag.find_parent("mj-section"):
            tag.unwrap()
    _wrap(tree, "mj-section", tree, {"mj-section"})
    for section in tree.find_all("mj-section"):
        _wrap(section, "mj-column", tree, {"mj-column", "mj-group"})
    return tree


def _wrap(holder: Tag, name: str, tree: BeautifulSoup, fine: set[str]) -> None:
    """Put children that are not `fine` into a tag of their own, neighbours together."""
    current: Tag | None = None
    for child in list(holder.children):
        if isinstance(child, Tag) and child.name in fine:
            current = None
        elif isinstance(child, Tag):
            if current is None:
                current = tree.new_tag(name)
                child.insert_before(current)
            current.append(child.extract())
        elif isinstance(child, NavigableString):
            child.extract()


def faults(mjml: str) -> list[Problem]:
    """The tags of a body in MJML that would be left out of the mail."""
    found: list[Problem] = []
    for tag in tree_of(mjml).find_all(True):
        inside = tag.find_parent(list(ENDING)) is not None
        fine = tag.name in WORDS if inside else tag.name in TAGS | {"mjml", "mj-body", "mj-wrapper"}
        if not fine:
            found.append(Problem(tag.name, f"<{tag.name}> cannot be used in a mail.", "", tag.sourceline or 1))
    return found
