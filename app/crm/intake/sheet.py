"""What is known of an uploaded table, and one row of it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["csv", "xlsx"]


@dataclass(frozen=True)
class Sheet:
    """How to read a file.

    `header` says that the first row holds names; `estimate` counts the rows below it, exactly where `exact`. `sample`
    holds the first rows as text by column. `padded` means that a space follows each delimiter; `skip` counts leading
    lines that are no records. `title` is the worksheet of a workbook.
    """

    kind: Kind
    columns: tuple[str, ...]
    header: bool
    sample: tuple[dict[str, str], ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    padded: bool = False
    skip: int = 0
    title: str = ""
    estimate: int = 0
    exact: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text by column; `number` is the row a spreadsheet shows, the header being row 1.

    `problem` tells why the row is refused (its values then hold what could be read), `notes` what was mended.
    """

    number: int
    values: dict[str, str]
    problem: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row before they have names; `problem` says why they could not be read."""

    number: int
    cells: list[str]
    problem: str | None = None
