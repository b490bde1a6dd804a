"""Reading XML parts of a workbook as a stream of tags, so that no tree of them is ever held."""

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

_CHUNK = 64 * 1024

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class Forbidden(ValueError):
    """A document type declaration: workbooks have none, attacks by entities do."""


def feed(
    source: IO[bytes], start: Start, end: End | None = None, text: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Push a part through the handlers, yielding after each piece; names come without their prefix.

    Raises expat.ExpatError for what is no XML and Forbidden for a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbid
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end:
        finish = end
        parser.EndElementHandler = lambda name: finish(local(name))
    if text:
        parser.CharacterDataHandler = text
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
        yield
    parser.Parse(b"", True)
    yield


def local(name: str) -> str:
    """Return a tag's or attribute's name without prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _forbid(*_: object) -> None:
    raise Forbidden("a document type is not allowed")
