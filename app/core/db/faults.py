"""What a refusal of the database means to the person who asked."""

from sqlalchemy.exc import DBAPIError

from app.core.errors import AppError, Conflict, Invalid, Refused, TooLarge, Unavailable

RETRYABLE = {"40001", "40P01", "55P03"}


def _code(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def retryable(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when run again (deadlock, serialisation, lock not available)."""
    return _code(error) in RETRYABLE


def lost(error: DBAPIError) -> bool:
    """Whether the connection broke: what only reads may be run again on a new one."""
    return error.connection_invalidated


def _constraint(error: DBAPIError) -> str:
    diagnosis = getattr(error.orig, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")


def translate(error: DBAPIError) -> AppError:
    """The error of the tree that tells a person what to do; the driver's own words stay in the log."""
    code = _code(error)
    if code == "23505":
        return Conflict("There is already a record with this value; open that one or choose another value.")
    if code == "23503":
        return Conflict("This refers to a record that does not exist (any more), or is still used by another one.")
    if code in {"23502", "23514"}:
        return Invalid(
            "A needed value is missing or out of bounds.",
            fields={_constraint(error) or "value": "not allowed"},
        )
    if code == "42501":
        return Refused("Your role reaches your own records only; this would be somebody else's. Nothing was saved.")
    if code == "54000":
        return TooLarge("A value is larger than the database takes.")
    if code.startswith("22"):
        return Invalid("A value is out of range or of the wrong form; nothing was saved.")
    if code in RETRYABLE:
        return Conflict("Somebody else changed the same records at the same moment; please try again.")
    if not code or code.startswith(("08", "57", "53")):
        return Unavailable("The database does not answer just now; nothing was changed. Please try again in a moment.")
    return AppError("Something went wrong on our side; nothing was changed.")
