"""Which encoding a text file is in: by its mark, else strictly UTF-8, else the likeliest of the old ones."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from app.core.errors import Invalid
from app.crm.intake.limits import SAMPLE_BYTES

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_LIKELY = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp932", "gb18030", "big5", "euc_kr"]
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Encoding:
    """A codec's name; `broken` means mostly UTF-8 with stray bytes, whose rows are refused one by one."""

    name: str
    guessed: bool = False
    broken: bool = False

    @property
    def warnings(self) -> list[str]:
        """What the person should know of the choice."""
        if self.broken:
            return ["The file is UTF-8, but some rows hold bytes that are not; those rows are refused."]
        return [f"The encoding was guessed: {self.name}. Check the letters in the preview."] if self.guessed else []


def encoding_of(path: Path) -> Encoding:
    """Return the encoding of a text file. Raises Invalid where none fits."""
    with path.open("rb") as file:
        start = file.read(SAMPLE_BYTES)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _checked(path, Encoding(name))
    wide = _wide(start)
    if wide:
        return _checked(path, Encoding(wide, guessed=True))
    if decodes(path, "utf-8"):
        return Encoding("utf-8")
    return _old(path)


def decodes(path: Path, name: str) -> bool:
    """Tell whether the whole file is valid in an encoding, read a megabyte at a time."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _checked(path: Path, encoding: Encoding) -> Encoding:
    if decodes(path, encoding.name):
        return encoding
    if encoding.name == "utf-8-sig":
        return Encoding(encoding.name, broken=True)
    raise _unknown()


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in every second byte of mostly Latin text."""
    half = max(len(start) // 2, 1)
    even, odd = start[0::2].count(0) / half, start[1::2].count(0) / half
    if max(even, odd) < 0.6 or min(even, odd) > 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _old(path: Path) -> Encoding:
    odd = _odd_lines(path)
    text = odd.decode("utf-8", "replace")
    sound = sum(1 for letter in text if ord(letter) > 127 and letter != "\ufffd")
    if sound > text.count("\ufffd"):
        return Encoding("utf-8", broken=True)
    best = from_bytes(odd, cp_isolation=_LIKELY, threshold=0.4).best()
    for name in [best.encoding, "cp1252"] if best else ["cp1252"]:
        if decodes(path, name):
            return Encoding(name, guessed=True)
    raise _unknown()


def _odd_lines(path: Path) -> bytes:
    """Only lines with letters beyond ASCII tell encodings apart; they may start late in the file."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < SAMPLE_BYTES and (line := file.readline(_CHUNK)):
            if not line.isascii():
                found.append(line[:4096])
                size += len(found[-1])
    return b"".join(found)


def _unknown() -> Invalid:
    return Invalid("The text encoding of the file could not be told. Save it as “CSV UTF-8” and import it again.")
