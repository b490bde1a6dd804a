"""Text files: delimiters, quotes, ragged rows, cells no database can hold."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Invalid
from app.crm.intake import Sheet, inspect, rows

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def table(tmp_path: Path, content: str | bytes, name: str = "in.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> tuple[Sheet, list[dict[str, str]]]:
    sheet = inspect(path)
    return sheet, [row.values for row in rows(path, sheet) if not row.problem]


def shared(folder: str) -> Path:
    if not (SHARED / folder).exists():
        pytest.skip(f"outside data is not here: {SHARED / folder}")
    return SHARED / folder


def test_csv_spectrum_parses_to_the_expected_rows() -> None:
    folder = shared("csv_spectrum")
    files = sorted((folder / "csvs").glob("*.csv"))
    assert len(files) == 12
    for file in files:
        expected: Any = json.loads((folder / "json" / f"{file.stem}.json").read_text())
        if file.stem == "location_coordinates":
            # The set's own answer names another phone number than its table.
            expected = [{**expected, "Contact Phone Number": "2095257564"}]
        assert read(file)[1] == expected, file.name


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_apart(tmp_path: Path, delimiter: str) -> None:
    lines = [["name", "city", "amount"], ["Ada, Countess", "Köln", "1,5"], ["Bo; Ltd", "Paris", "2,5"]]
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines)
    sheet, found = read(table(tmp_path, text))
    assert (sheet.delimiter, sheet.columns) == (delimiter, ("name", "city", "amount"))
    assert found == [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_excel_announces_its_delimiter_and_spaces_after_commas_are_layout(tmp_path: Path) -> None:
    assert read(table(tmp_path, "sep=;\r\na;b\r\n1;2\r\n"))[1] == [{"a": "1", "b": "2"}]
    padded = 'rec_id, given_name, surname\nr1, , waller\nr2, "lach, lan", berry\n'
    assert read(table(tmp_path, padded))[1] == [
        {"rec_id": "r1", "given_name": "", "surname": "waller"},
        {"rec_id": "r2", "given_name": "lach, lan", "surname": "berry"},
    ]


def test_ragged_rows_are_filled_or_refused_with_the_row_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = table(tmp_path, "a,b,c\n1,2\n\n1,2,3,4\n1,2,3,,\n")
    sheet = inspect(path)
    short, long, trailing = rows(path, sheet)
    assert (short.number, short.values["c"], short.problem) == (2, "", None)
    assert "Only 2 of 3 cells" in short.notes[0]
    assert (long.number, long.problem) == (4, "The row has 4 cells, but there are 3 columns")
    assert (trailing.number, trailing.problem) == (5, None)
    assert sheet.estimate == 3
    assert sheet.exact
    assert len(sheet.warnings) == 2


def test_a_ten_megabyte_cell_a_nul_and_a_stray_byte_refuse_only_their_own_rows(tmp_path: Path) -> None:
    big = b"x" * 10_000_000
    lines = [b"a,b", b"1,good", b'2,"' + big + b'"', b"3," + big, b"4,n\0l", b"5,caf\xc3\xa9 caf\xc3\xa9", b"6,\xff"]
    path = table(tmp_path, b"\n".join([*lines, b'7,"' + b"y" * 100_001 + b'"', b"8,also good"]))
    found = list(rows(path, inspect(path)))
    reasons = {row.number: row.problem for row in found}
    assert reasons[2] is reasons[6] is reasons[9] is None
    assert all("100,000" in str(reasons[at]) for at in (3, 4, 8))
    assert "NUL" in str(reasons[5])
    assert "encoding" in str(reasons[7])
    assert found[4].values["b"] == "café café"


def test_a_stray_quote_is_content_and_an_open_one_is_told(tmp_path: Path) -> None:
    assert read(table(tmp_path, 'a,b\n5" pipe,1\nx,2\n'))[1][0] == {"a": '5" pipe', "b": "1"}
    path = table(tmp_path, 'a,b\n1,2\n"never,closed\n3,4\n')
    good, bad = rows(path, inspect(path))
    assert good.problem is None
    assert "never closed" in str(bad.problem)


def test_naughty_strings_survive_unchanged(tmp_path: Path) -> None:
    naughty = [text for text in json.loads((shared("naughty_strings") / "blns.json").read_text()) if text.strip()]
    path = tmp_path / "naughty.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["id", "text"], *enumerate(naughty)])
    found = read(path)[1]
    assert [row["text"] for row in found] == naughty


def test_headers_are_told_from_data_named_uniquely_and_can_be_overruled(tmp_path: Path) -> None:
    assert not inspect(table(tmp_path, "Ada,ada@x.org,12\nBo,bo@x.org,13\n")).header
    assert not inspect(table(tmp_path, "north,Ada\nsouth,Bo\nnorth,Ada\n")).header
    sheet = inspect(table(tmp_path, "name,,name\n1,2,3\n"))
    assert sheet.columns == ("name", "Column 2", "name (2)")
    path = table(tmp_path, "Ada,Bo\nCy,Di\n")
    assert inspect(path, header=False).columns == ("Column 1", "Column 2")
    assert len(list(rows(path, inspect(path, header=False)))) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n,,\n", "no rows"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"\x00\x01\x02\x03" * 100, "not a text file"),
        (("a," * 501).encode() + b"b\n", "500"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        inspect(table(tmp_path, content))


def test_large_files_are_estimated_and_streamed(tmp_path: Path) -> None:
    path = table(tmp_path, "id,name\n" + "".join(f"{at},name {at}\n" for at in range(100_000)))
    sheet = inspect(path)
    assert not sheet.exact
    assert 80_000 < sheet.estimate < 250_000
    assert sum(1 for _ in rows(path, sheet)) == 100_000
