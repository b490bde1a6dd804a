"""What a workbook says of itself: its worksheets, which number formats are dates, and its shared strings."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.crm.intake.limits import MAX_CELL
from app.crm.intake.xml_stream import End, Start, feed

_BOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILTIN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])


@dataclass(frozen=True)
class Part:
    """A worksheet's name and the path of its part in the archive."""

    title: str
    path: str
    visible: bool


@dataclass
class Parts:
    """The worksheets in their order, and whether days count from 1904."""

    sheets: list[Part] = field(default_factory=list[Part])
    from_1904: bool = False


def parts_of(archive: zipfile.ZipFile) -> Parts:
    """Return the worksheets of a workbook."""
    book = next(iter(_targets(archive, "_rels/.rels", "officeDocument").values()), _BOOK)
    folder, name = posixpath.split(book)
    targets = _targets(archive, f"{folder}/_rels/{name}.rels", "worksheet")
    parts = Parts()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            parts.from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            if key in targets:
                visible = attributes.get("state", "visible") == "visible"
                parts.sheets.append(Part(attributes.get("name", ""), targets[key], visible))

    _run(archive, book, start)
    return parts


def date_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date."""
    # Read only where a workbook is: it takes a tenth of a start.
    from openpyxl.styles.numbers import is_date_format

    customs: dict[int, str] = {}
    found: set[int] = set()
    inside, count = False, 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside, count
        if tag == "numFmt":
            customs[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            kind = int(attributes.get("numFmtId", "0"))
            if is_date_format(customs[kind]) if kind in customs else kind in _BUILTIN_DATES:
                found.add(count)
            count += 1

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if "xl/styles.xml" in archive.namelist():
        _run(archive, "xl/styles.xml", start, end)
    return frozenset(found)


def shared_strings(archive: zipfile.ZipFile) -> list[str]:
    """Return the strings that cells refer to, each cut just beyond what a cell may hold."""
    name = next((one for one in archive.namelist() if one.lower() == "xl/sharedstrings.xml"), None)
    found: list[str] = []
    text = TextParts()

    def start(tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            text.clear()
        text.start(tag)

    def end(tag: str) -> None:
        text.end(tag)
        if tag == "si":
            found.append(text.whole())

    if name:
        with archive.open(name) as source:
            for _ in feed(source, start, end, text.add):
                pass
    return found


class TextParts:
    """The text inside `t` (and `v`) tags, its runs put together, readings of Japanese names (`rPh`) left out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._open = self._reading = False

    def clear(self) -> None:
        """Begin another text."""
        self._parts, self._size = [], 0

    def start(self, tag: str) -> None:
        """Take a start tag."""
        self._reading = self._reading or tag == "rPh"
        self._open = tag in ("t", "v") and not self._reading

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self._open = False
        self._reading = self._reading and tag != "rPh"

    def add(self, piece: str) -> None:
        """Take text; what goes far beyond a cell's limit is dropped, the rest is enough to refuse it."""
        if self._open and self._size <= MAX_CELL:
            self._parts.append(piece)
            self._size += len(piece)

    def whole(self) -> str:
        """Return the text, signs that XML cannot hold brought back (`_x000D_`)."""
        text = "".join(self._parts)
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _targets(archive: zipfile.ZipFile, rels: str, kind: str) -> dict[str, str]:
    """Relations of one kind by id; targets are relative to the folder above `_rels`."""
    found: dict[str, str] = {}
    base = posixpath.dirname(posixpath.dirname(rels))

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/" + kind):
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join(base, target)
            found[attributes.get("Id", "")] = posixpath.normpath(path)

    if rels in archive.namelist():
        _run(archive, rels, start)
    return found


def _run(archive: zipfile.ZipFile, name: str, start: Start, end: End | None = None) -> None:
    with archive.open(name) as source:
        for _ in feed(source, start, end):
            pass
