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


def made_by_hand(path: Path, sheet: str, strings: str = "", styles: str = "", book: str = "") -> Path:
    """A workbook as other programs write it: own prefixes, own paths, no dimension."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relation = '<Relationships><Relationship Id="r9" Type="{}/{}" Target="{}"/></Relationships>'
        archive.writestr("_rels/.rels", relation.format(kind, "officeDocument", "/xl/book2.xml"))
        archive.writestr("xl/_rels/book2.xml.rels", relation.format(kind, "worksheet", "sheets/own.xml"))
        archive.writestr("xl/book2.xml", f'<x:workbook>{book}<x:sheet name="Own" q:id="r9"/></x:workbook>')
        archive.writestr("xl/sheets/own.xml", f"<x:worksheet><x:sheetData>{sheet}</x:sheetData></x:worksheet>")
        archive.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        archive.writestr("xl/styles.xml", f"<styleSheet>{styles}</styleSheet>")
    return path


def test_workbooks_of_other_programs_are_read(tmp_path: Path) -> None:
    styles = '<numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    strings = "<si><t>name</t></si><si><r><t>Jör</t></r><r><t>g_x000D_!</t></r><rPh><t>no</t></rPh></si>"
    sheet = '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>day</x:t></x:is></x:c></x:row>'
    sheet += '<x:row r="4"><x:c r="A4" t="s"><x:v>1</x:v></x:c><x:c r="B4" s="1"><x:v>42795</x:v></x:c></x:row>'
    sheet += '<x:row r="5"><x:c r="B5" s="1"><x:v>99999999</x:v></x:c></x:row>'
    path = made_by_hand(tmp_path / "own.xlsx", sheet, strings, styles)
    first, second = rows(path, inspect(path))
    assert (first.number, first.values) == (4, {"name": "Jörg\r!", "day": "2017-03-01"})
    assert second.values == {"name": "", "day": "99999999"}
    mac = made_by_hand(tmp_path / "mac.xlsx", sheet, strings, styles, '<x:workbookPr date1904="1"/>')
    assert next(rows(mac, inspect(mac))).values["day"] == "2021-03-02"


@pytest.mark.parametrize(
    "sheet",
    [
        '<x:row r="99999999"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
        '<x:row r="1"><x:c r="ZZZZ1"><x:v>1</x:v></x:c></x:row>',
        '<x:row r="1"><x:c r="A1" t="s"><x:v>77</x:v></x:c></x:row>',
        '<x:row r="1"><x:c r="A1"><x:v>many</x:v></x:c></x:row>',
        '<x:row r="1">',
    ],
)
def test_sheets_that_lie_are_damaged(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(Invalid, match="damaged"):
        inspect(made_by_hand(tmp_path / "lies.xlsx", sheet))


def test_ten_megabytes_in_one_cell_and_far_columns_refuse_only_their_rows(tmp_path: Path) -> None:
    row = '<x:row r="{0}"><x:c r="{1}{0}" t="str"><x:v>{2}</x:v></x:c></x:row>'
    lines = [row.format(1, "A", "name"), row.format(2, "A", "x" * 10_000_000), row.format(3, "XFD", "far")]
    path = made_by_hand(tmp_path / "big.xlsx", "".join([*lines, row.format(4, "A", "good")]))
    long, far, good = rows(path, inspect(path))
    assert "100,000" in str(long.problem)
    assert "16384 cells" in str(far.problem)
    assert (good.number, good.values) == (4, {"name": "good"})


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
