"""What a check says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One part: whether it is well, what was seen, and how to mend it (may be empty)."""

    part: str
    ok: bool
    said: str
    mend: str


def good(part: str, said: str, mend: str = "") -> Finding:
    """Return the finding of a part that is well; `mend` may still advise."""
    return Finding(part, True, said, mend)


def bad(part: str, said: str, mend: str) -> Finding:
    """Return the finding of a part that is not."""
    return Finding(part, False, said, mend)
