"""Files that Steward makes itself: exports, reports, pictures."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO
from uuid import NAMESPACE_OID, UUID, uuid5

from app.core.access import Permission
from app.core.db import Session
from app.core.files.models import File
from app.core.files.store import Draft


def describe(
    session: Session,
    draft: Draft,
    name: str,
    media_type: str,
    *,
    purpose: str = "export",
    needs: Sequence[Permission] = (),
    member_id: UUID | None = None,
    by: UUID | None = None,
) -> File:
    """Keep what was written to the draft; who downloads it must hold all of `needs`.

    `by` is the job that makes it: a later attempt with the same bytes takes the same id, so that nothing is kept twice.
    """
    draft.flush()
    if by is not None:
        draft.rename(uuid5(NAMESPACE_OID, f"{by} {name} {draft.sha256}"))
    file = File(
        id=draft.id,
        name=name,
        media_type=media_type,
        purpose=purpose,
        size=draft.size,
        sha256=draft.sha256,
        member_id=member_id,
        needs=sorted(needs),
    )
    session.add(file)
    session.flush()
    return file


@contextmanager
def as_text(draft: Draft) -> Iterator[TextIO]:
    """A text stream (UTF-8) into the draft; flushed at the end of the block."""
    with io.TextIOWrapper(io.BufferedWriter(_Into(draft)), encoding="utf-8", newline="") as text:
        yield text


class _Into(io.RawIOBase):
    """A stream into a draft."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._draft.write(bytes(data))
        return len(data)
