"""Text with Markdown as MJML: paragraphs, headings, lists, tables, boxes (quotes), and links alone as buttons."""

from collections.abc import Iterator
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

Part = tuple[str, str]
FLOWING = "flow"


@cache
def _reader() -> MarkdownIt:
    rules = ["table", "strikethrough"]
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(rules).disable(["code", "fence"])


def to_mjml(text: str) -> str:
    """One section of MJML; the values in `text` are escaped for Markdown already."""
    parts = "".join(_written(kind, content) for kind, content in _joined(_parts(text)))
    return f"<mj-section><mj-column>{parts}</mj-column></mj-section>"


def _parts(text: str) -> Iterator[Part]:
    for node in SyntaxTreeNode(_reader().parse(text)).children:
        html = _html(node.to_tokens())
        if node.type == "hr":
            yield "divider", ""
        elif node.type == "table":
            yield "table", html.strip().removeprefix("<table>").removesuffix("</table>")
        elif node.type == "blockquote":
            yield "box", html.strip().removeprefix("<blockquote>").removesuffix("</blockquote>")
        elif (link := _alone(node)) is not None:
            yield "button", link
        else:
            yield FLOWING, html


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    kept = ""
    for kind, content in parts:
        if kind == FLOWING:
            kept += content
            continue
        if kept:
            yield FLOWING, kept
        kept = ""
        yield kind, content
    if kept:
        yield FLOWING, kept


def _html(tokens: list[Token]) -> str:
    return _reader().renderer.render(tokens, _reader().options, {})


def _alone(node: SyntaxTreeNode) -> str | None:
    """The button that a paragraph of one link is."""
    inner = node.children[0].children if node.type == "paragraph" and node.children else []
    if len(inner) != 1 or inner[0].type != "link":
        return None
    link = inner[0]
    label = "".join(_html(child.to_tokens()) for child in link.children)
    return f'href="{escape(str(link.attrs.get("href", "")))}">{label or escape(str(link.attrs.get("href", "")))}'


def _written(kind: str, content: str) -> str:
    if kind == "button":
        return f"<mj-button {content}</mj-button>"
    if kind == "divider":
        return "<mj-divider></mj-divider>"
    if kind == "table":
        return f"<mj-table>{content}</mj-table>"
    if kind == "box":
        return f'<mj-text css-class="box">{content}</mj-text>'
    return f"<mj-text>{content}</mj-text>"
