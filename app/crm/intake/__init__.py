"""Reading uploaded tables: what kind of file it is, what its columns mean, what each row would do."""

from app.crm.intake.inspection import inspect
from app.crm.intake.reading import rows
from app.crm.intake.sheet import Row, Sheet

__all__ = ["Row", "Sheet", "inspect", "rows"]
