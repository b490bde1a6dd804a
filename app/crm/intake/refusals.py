"""The refused rows of an import as a file that can be mended and imported again."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from app.core.tables import write_csv
from app.crm.intake.plan import Decision

REASONS = "Why refused"


def write_refused(out: TextIO, columns: Sequence[str], decisions: Iterable[Decision]) -> int:
    """Write the refused rows under their own columns, the reasons first, and return their number.

    `out` is opened with newline="". Cells that a spreadsheet would take for formulas are made inert.
    """
    refused = (one for one in decisions if one.outcome == "refused")
    lines = (["; ".join(one.reasons), *(one.draft.source.get(column, "") for column in columns)] for one in refused)
    return write_csv(out, [REASONS, *columns], lines)
