"""The logo of the sender within a mail: it rides along, for mail programs fetch nothing before somebody lets them."""

from base64 import b64encode
from dataclasses import dataclass
from struct import unpack
from uuid import UUID

from app.core import files

WIDEST, HIGHEST = 200, 44
# Its name within the mail (RFC 2392).
CID = "logo@steward"
SOURCE = f"cid:{CID}"
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Logo:
    """A kept PNG and the pixels at which it is shown."""

    file_id: UUID
    width: int
    height: int


def logo(tenant_id: UUID, file_id: UUID | None) -> Logo | None:
    """The kept picture as a logo of at most 200 × 44; None where there is none that mail programs show."""
    found = bytes_of(tenant_id, file_id, 24) if file_id else None
    if file_id is None or found is None or not found.startswith(PNG) or len(found) < 24:
        return None
    width, height = unpack(">II", found[16:24])
    if not width or not height:
        return None
    share = min(1.0, WIDEST / width, HIGHEST / height)
    return Logo(file_id, max(1, round(width * share)), max(1, round(height * share)))


def bytes_of(tenant_id: UUID, file_id: UUID, most: int = -1) -> bytes | None:
    """The (first) bytes of the picture, or None where it is no longer kept."""
    try:
        with files.path(tenant_id, file_id).open("rb") as kept:
            return kept.read(most)
    except OSError:
        return None


def inlined(html: str, tenant_id: UUID | None, file_id: UUID | None) -> str:
    """The HTML of a mail with its logo within, for a browser knows nothing of what rides along."""
    found = bytes_of(tenant_id, file_id) if tenant_id and file_id else None
    return (
        html.replace(f'src="{SOURCE}"', f'src="data:image/png;base64,{b64encode(found).decode()}"') if found else html
    )
