"""In whose name a mail is written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.actor import Actor
from app.core.db import Session
from app.core.mail.logo import Logo
from app.core.templates import Place


@dataclass(frozen=True, slots=True)
class Brand:
    """The sender as readers see it: name, accent (#rrggbb), postal address, logo; how dates and money are put."""

    name: str = "Steward"
    accent: str = "#0f766e"
    address: str = ""
    place: Place = field(default_factory=Place)
    logo: Logo | None = None


BrandSource = Callable[[Session], Brand | None]
AddressSource = Callable[[Session, Actor], str | None]
_brands: list[BrandSource] = []
_addresses: list[AddressSource] = []


def brand_source(source: BrandSource) -> BrandSource:
    """Let `source` say who the tenant of a session is; None where no tenant is at work."""
    _brands.append(source)
    return source


def address_source(source: AddressSource) -> AddressSource:
    """Let `source` say at which address the one who acts reads mail."""
    _addresses.append(source)
    return source


def brand_of(session: Session) -> Brand:
    """The brand of the tenant at work, or that of the house."""
    return next((brand for source in _brands if (brand := source(session))), Brand())


def address_of(session: Session, actor: Actor) -> str | None:
    """The address of the one who acts, or None where none is known (a key, a job)."""
    return next((address for source in _addresses if (address := source(session, actor))), None)
