"""The body of an answer, never larger than allowed, neither as it comes nor unpacked."""

import zlib
from collections.abc import Iterable

from app.core.http.errors import Unanswered

STEP = 65_536
# What we offer, and therefore all that may come; others unpack without any bound.
ENCODINGS = "gzip, deflate"


class Body:
    """Collects a body up to `limit` bytes; `full` is set where there was more."""

    def __init__(self, limit: int, encoding: str) -> None:
        self.limit = limit
        self.full = False
        self.data = bytearray()
        names = {name.strip().lower() for name in encoding.split(",")} - {"", "identity"}
        if len(names) > 1 or names - {"gzip", "x-gzip", "deflate"}:
            raise Unanswered(f"The answer is packed in a way that was not asked for ({encoding[:60]}).")
        self._packer = zlib.decompressobj(zlib.MAX_WBITS | 32) if names else None
        self._taken = 0

    def take(self, chunks: Iterable[bytes]) -> None:
        """Add what comes, and stop at the limit; raises Unanswered where it cannot be unpacked."""
        for chunk in chunks:
            self._taken += len(chunk)
            self._add(chunk)
            if self._taken > self.limit or len(self.data) > self.limit:
                self.full = True
                del self.data[self.limit :]
                return

    def _add(self, chunk: bytes) -> None:
        if self._packer is None:
            self.data += chunk
            return
        try:
            while chunk and len(self.data) <= self.limit:
                self.data += self._packer.decompress(chunk, STEP)
                chunk = self._packer.unconsumed_tail
        except zlib.error:
            raise Unanswered("The answer is packed in a way that cannot be read.") from None
