"""Excel files, honest and otherwise."""

import contextlib
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.core.errors import AppError, Invalid, TooLarge
from app.crm.intake import inspect, rows


def test_a_workbook_reads_as_a_person_would_type_it(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "amount", "day", "at", "ok", "text"])
    sheet.append([1, 1054.5, date(2017, 3, 1), datetime.fromisoformat("2017-03-01T09:30"), True, "'=1+1"])
    sheet.append([])
    sheet.append([2.0, None, None, None, False, "x" * 30_000])
    book.create_sheet("Second").append(["other"])
    book.save(path)
    found = inspect(path)
    first, second = rows(path, found)
    assert found.kind == "xlsx"
    assert "Second" in found.warnings[0]
    assert list(first.values.values())[:5] == ["1", "1054.5", "2017-03-01", "2017-03-01 09:30:00", "TRUE"]
    assert (second.number, second.values["id"], len(second.values["text"])) == (4, "2", 30_000)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(TooLarge, match="unpack to"):
        inspect(path)


def test_a_directory_that_lies_about_sizes_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "lies.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 300_000_000)
        archive.writestr("xl/workbook.xml", b"<x/>")
    path.write_bytes(path.read_bytes().replace((300_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little")))
    tracemalloc.start()
    with pytest.raises(Invalid, match="damaged"):
        inspect(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    source, path = tmp_path / "source.xlsx", tmp_path / "laughs.xlsx"
    book = Workbook()
    book.worksheets[0].append(["a"])
    book.save(source)
    laugh = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            is_sheet = name.endswith("sheet1.xml")
            new.writestr(name, laugh + text.replace("<v>0</v>", "<v>&b;</v>") if is_sheet else text)
    with pytest.raises(Invalid, match="damaged"):
        inspect(path)


def test_a_sheet_that_claims_one_cell_gives_all_of_them(tmp_path: Path) -> None:
    source, path = tmp_path / "source.xlsx", tmp_path / "claims.xlsx"
    book = Workbook()
    for line in (["a", "b"], [1, 2], [3, 4]):
        book.worksheets[0].append(line)
    book.save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B3"', b'ref="A1"'))
    assert [row.values for row in rows(path, inspect(path))] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def _zip(path: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


def test_other_files_named_xlsx_are_called_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    path.write_text("a,b\n1,2\n")
    assert inspect(path).kind == "csv"
    assert "holds text" in inspect(path).warnings[0]
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    for content, said in [(ole, "old Excel"), (ole + "EncryptedPackage".encode("utf-16-le"), "password")]:
        path.write_bytes(content)
        with pytest.raises(Invalid, match=said):
            inspect(path)
    with pytest.raises(Invalid, match="packed file"):
        inspect(_zip(path, ["readme.txt"]))
    with pytest.raises(Invalid, match=r"Save it as \.xlsx"):
        inspect(_zip(path, ["[Content_Types].xml", "xl/workbook.bin"]))


def test_damage_anywhere_is_read_or_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    book = Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append([1, 2])
    book.save(path)
    whole = path.read_bytes()
    for cut in range(10, len(whole), 97):
        path.write_bytes(whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :])
        with contextlib.suppress(AppError):
            list(rows(path, inspect(path)))
