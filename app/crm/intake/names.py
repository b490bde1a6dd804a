"""Names in a form that can be compared: `Given_Name`, `givenName` and `given name` are one."""

import re
import unicodedata
from functools import lru_cache

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^0-9a-z\u0080-\U0010ffff]+")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Return a name in lower case, without accents and punctuation, its words parted by one space."""
    plain = unicodedata.normalize("NFKD", _HUMP.sub(" ", name))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _OTHER.sub(" ", letters.casefold()).strip()
