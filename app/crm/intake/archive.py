"""Looking into a zip file before it is unpacked: its directory tells how large it would become."""

import os
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from app.core.errors import Invalid, TooLarge
from app.crm.intake.limits import MAX_ENTRIES, MAX_RATIO, MAX_STRINGS, MAX_UNPACKED, RATIO_COUNTS_FROM

DAMAGED = "The Excel file is damaged and cannot be read. Open it, save it again and import that."

_HEAD = struct.Struct("<26x2H")
_CHUNK = 1024 * 1024


def check_workbook(path: Path) -> None:
    """Refuse a zip that is no workbook or would unpack to more than a machine should hold.

    Raises Invalid and TooLarge.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Invalid(DAMAGED) from error
    _check_kind(entries)
    _check_size(entries)
    with path.open("rb") as file:
        if not all(_is_honest(file, entry) for entry in entries):
            raise Invalid(DAMAGED)


def _check_kind(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Invalid("The file is protected by a password. Save it without one and import it again.")
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise Invalid("This kind of spreadsheet cannot be read. Save it as .xlsx or CSV and import that.")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Invalid("This is a packed file (zip), not an Excel table. Unpack it and import what is inside.")


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    whole = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    strings = any(
        entry.filename.lower() == "xl/sharedstrings.xml" and entry.file_size > MAX_STRINGS for entry in entries
    )
    if swollen or strings or whole > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
        raise TooLarge(
            f"The Excel file would unpack to {whole // 2**20:,} MB, which is refused. Save it as CSV and import that."
        )


def _is_honest(file: BinaryIO, entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry unpacks to no more than the directory says, a megabyte at a time.

    zipfile inflates a part at once and cuts it to its stated size afterwards, when the memory is already taken.
    """
    file.seek(entry.header_offset)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return False
    name, extra = _HEAD.unpack(head)
    file.seek(name + extra, os.SEEK_CUR)
    if entry.compress_type == zipfile.ZIP_STORED:
        return entry.compress_size == entry.file_size
    return entry.compress_type == zipfile.ZIP_DEFLATED and _unpacks_to(file, entry.compress_size) == entry.file_size


def _unpacks_to(file: BinaryIO, packed: int) -> int:
    inflate, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    data = b""
    try:
        while not inflate.eof and (data := inflate.unconsumed_tail or file.read(min(packed, _CHUNK))):
            packed -= 0 if inflate.unconsumed_tail else len(data)
            size += len(inflate.decompress(data, _CHUNK))
            if size > MAX_UNPACKED:
                break
    except zlib.error:
        return -1
    return size
