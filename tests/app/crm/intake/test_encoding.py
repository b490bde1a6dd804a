"""Encodings of uploaded text."""

from pathlib import Path

import pytest

from app.crm.intake import inspect, rows

TEXT = (
    "name;city;note\n"
    + "".join(f"Jörg Müßig {at};Köln;Die Straße ist für Bürger geöffnet\n" for at in range(5))
    + "Renée;Besançon;Café à côté du théâtre\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_reads_the_same_in_every_common_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(TEXT.encode(encoding))
    sheet = inspect(path)
    found = list(rows(path, sheet))
    assert sheet.columns == ("name", "city", "note")
    assert [row.values["name"] for row in found][-2:] == ["Jörg Müßig 4", "Renée"]
    assert (encoding in {"cp1252", "utf-16-le", "utf-16-be"}) == any("guessed" in note for note in sheet.warnings)


def test_cyrillic_of_old_windows_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    line = "Иван Петров;Москва;Встреча назначена на следующую неделю, просьба подтвердить участие\n"
    path.write_bytes(("имя;город;заметка\n" + line * 20).encode("cp1251"))
    assert next(rows(path, inspect(path))).values["город"] == "Москва"


def test_a_byte_that_breaks_utf8_late_in_the_file_refuses_that_row_only(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"name,city\n" + "Jörg,Köln\n".encode() * 50_000 + b"J\xf6rg,Bonn\n" + b"Ada,Bonn\n")
    sheet = inspect(path)
    refused = [row for row in rows(path, sheet) if row.problem]
    assert [row.number for row in refused] == [50_002]
    assert any("UTF-8" in note for note in sheet.warnings)
