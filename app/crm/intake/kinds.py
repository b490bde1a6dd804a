"""What a file is, told by its first bytes and never by its name."""

from pathlib import Path

from app.core.errors import Invalid, TooLarge
from app.crm.intake.limits import MAX_FILE
from app.crm.intake.sheet import Kind

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file (gzip)",
    b"7z\xbc\xaf": "a packed file (7-Zip)",
    b"Rar!": "a packed file (RAR)",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_WEB = (b"<!doctype html", b"<html", b"<table", b"<?xml")


def kind_of(path: Path) -> Kind:
    """Return how the file is to be read.

    Raises Invalid for an empty file and for anything but text and .xlsx, TooLarge beyond 200 MB.
    """
    size = path.stat().st_size
    if size == 0:
        raise Invalid("The file is empty.")
    if size > MAX_FILE:
        raise TooLarge(f"The file is larger than {MAX_FILE // 2**20} MB. Split it and import the parts.")
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(_ZIP):
        return "xlsx"
    if start.startswith(_OLE):
        raise _old_office(path)
    _refuse_foreign(start)
    return "csv"


def _old_office(path: Path) -> Invalid:
    if _ENCRYPTED in path.read_bytes():
        return Invalid("The workbook is protected by a password. Save it without one and import it again.")
    return Invalid("This is an old Excel file (.xls). Save it as .xlsx or CSV and import that.")


def _refuse_foreign(start: bytes) -> None:
    for mark, what in _FOREIGN.items():
        if start.startswith(mark):
            raise Invalid(f"This is {what}, not a table. Import a CSV or Excel (.xlsx) file.")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        raise Invalid("This is a web page or XML file, not a table. Open it in a spreadsheet and save it as .xlsx.")
